package io.cityward.app.pipeline;

import io.cityward.core.CameraId;
import io.cityward.inference.pack.ModelPack;
import io.cityward.scenes.Finding;
import java.util.Set;

/** Where findings of versions go that only look beside the one that counts. Must not block. */
public interface ShadowSink {

  void found(CameraId camera, ModelPack version, Finding finding);

  /** A shadow looks for these scenes at a camera from now on. */
  void watching(CameraId camera, ModelPack version, Set<String> scenes);

  /** It does so no more. */
  void notWatching(CameraId camera, ModelPack version);
}
