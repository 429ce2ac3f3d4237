package io.cityward.scenes.motion;

import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import java.util.List;
import java.util.Optional;

/**
 * What the detector last saw in front of one camera, and whether it still holds. For each picture
 * {@link #known} is asked first, then {@link #detected} told; a picture whose inference failed is
 * told nothing, and the next one is compared with what was seen before. One thread at a time.
 */
public final class LastAnswer {

  private final MotionGate gate;
  private List<Detection> detections = List.of();
  private boolean spared;
  private long looks;
  private long inferred;

  public LastAnswer(MotionGate gate) {
    this.gate = gate;
  }

  /** The last answer, if the picture shows nothing new; else empty, and it must be inferred. */
  public Optional<List<Detection>> known(Picture picture) {
    looks++;
    spared = gate.look(picture) == MotionGate.Verdict.STILL;
    return spared ? Optional.of(detections) : Optional.empty();
  }

  /** Takes what was answered for the picture asked about last, known or inferred. */
  public void detected(List<Detection> answer) {
    if (!spared) {
      inferred++;
      detections = List.copyOf(answer);
      gate.inferred();
    }
  }

  /** Pictures asked about. */
  public long looks() {
    return looks;
  }

  /** Pictures that a detector looked at. */
  public long inferred() {
    return inferred;
  }
}
