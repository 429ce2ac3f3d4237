package io.cityward.app.pipeline;

import io.cityward.core.CameraId;
import io.cityward.inference.pack.ModelPack;
import java.util.Optional;
import java.util.OptionalDouble;

/** Which packs look at a camera's pictures, as versions of an algorithm come and go. */
public interface Algorithms {

  /** The algorithm of tasks that name none. */
  String usual();

  /**
   * The version whose detections count: the active one, or the canary on the cameras it is tried
   * on.
   *
   * @throws io.cityward.core.CityException NOT_FOUND if there is no such algorithm or it has no
   *     active version, INVALID if its pack is broken
   */
  ModelPack pack(String algorithm, CameraId camera);

  /** The active version; empty if there is none, or it cannot be read. */
  Optional<ModelPack> active(String algorithm);

  /** What an inference of the active version cost in its trial, in CU·s; empty if it had none. */
  OptionalDouble triedCost(String algorithm);

  /** The version that looks beside the one that counts, and raises no alerts. */
  Optional<ModelPack> shadow(String algorithm);
}
