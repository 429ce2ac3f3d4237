package io.cityward.inference.tensor;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.util.ArrayList;
import java.util.List;

/** Makes detections of a graph's outputs: decode, suppress, back to the picture. For one thread. */
public final class DetectionReader {

  private final Decoder decoder;
  private final OverlapRule overlaps;
  private final String[] ours;
  private final Candidates candidates = new Candidates();

  public DetectionReader(ModelPack pack, InputSize size) {
    this.decoder = Decoder.of(pack, size);
    this.overlaps = new OverlapRule(pack.outputs().suppression(), pack.labels());
    this.ours = pack.labels().stream().map(label -> label.as().orElse(null)).toArray(String[]::new);
  }

  /**
   * The detections of one picture, the best score first.
   *
   * @param box where the picture lies in the input
   * @throws io.cityward.core.CityException if an output has not the number of values it must have
   */
  public List<Detection> read(OutputTensors outputs, Letterbox box) {
    decoder.decode(outputs, candidates);
    boolean[] kept = overlaps.apply(candidates);
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (kept[i]) {
        add(detections, i, box);
      }
    }
    return List.copyOf(detections);
  }

  private void add(List<Detection> detections, int i, Letterbox letterbox) {
    double left = letterbox.pictureX(candidates.left[i]);
    double top = letterbox.pictureY(candidates.top[i]);
    double right = letterbox.pictureX(candidates.right[i]);
    double bottom = letterbox.pictureY(candidates.bottom[i]);
    // A box that lies on the ground around the picture has no part in it.
    if (left < right && top < bottom) {
      Box box = new Box(left, top, right, bottom);
      detections.add(new Detection(ours[candidates.label[i]], box, candidates.score[i]));
    }
  }
}
