package io.cityward.inference.tensor;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes detections of a graph's outputs: decode, suppress, back to the picture. What it works with
 * is reused; only the detections are new. For one thread.
 */
public final class DetectionReader {

  private final Decoder decoder;
  private final OverlapRule overlaps;
  private final String[] ours;
  private final Candidates candidates = new Candidates();
  private final List<Detection> detections = new ArrayList<>();

  public DetectionReader(ModelPack pack, InputSize size) {
    this.decoder = Decoder.of(pack, size);
    this.overlaps = new OverlapRule(pack.outputs().heads(), pack.labels());
    this.ours = pack.labels().stream().map(label -> label.as().orElse(null)).toArray(String[]::new);
  }

  /**
   * How many cells an output has for one picture; each has as many values as {@link
   * io.cityward.inference.pack.Outputs.Tensor#values} says.
   *
   * @throws IllegalArgumentException if the pack reads no such output
   */
  public int cells(String output) {
    return decoder.cells(output);
  }

  /**
   * The detections of one picture, the best score first.
   *
   * @param box where the picture lies in the input
   * @throws io.cityward.core.CityException naming the output, if it has not the number of values it
   *     must have, or gives what is no number where a thing is reported
   */
  public List<Detection> read(OutputTensors outputs, Letterbox box) {
    decoder.decode(outputs, candidates);
    boolean[] kept = overlaps.apply(candidates);
    detections.clear();
    for (int i = 0; i < candidates.size(); i++) {
      if (kept[i]) {
        add(i, box);
      }
    }
    return List.copyOf(detections);
  }

  private void add(int i, Letterbox letterbox) {
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
