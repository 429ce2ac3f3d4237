package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.EvidenceConfig;
import io.cityward.app.config.PipelineConfig;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.Frame;
import io.cityward.scenes.Finding;
import java.util.function.BiConsumer;

/** What a camera's pipeline is put together from, and whom it tells. */
interface Workshop {

  /** A session for the stream, which tells it of everything; not started. */
  CameraSession session(CameraConfig camera, StreamWatch stream);

  /** Which tasks of a camera run now, and how. */
  TaskPlan plan(CameraConfig camera);

  Analysis analysis(CameraConfig camera, Branch branch, BiConsumer<Finding, Frame> findings);

  /** What looks at pictures without a detector. */
  MotionWatch motion(CameraConfig camera, MotionPlan plan, BiConsumer<Finding, Frame> findings);

  /** Takes what shadows find, to be compared with what counts. */
  ShadowSink shadows();

  PipelineConfig settings();

  EvidenceConfig evidence();

  FindingDesk desk();

  /** Who looks at the cameras shall hear of it. */
  void changed(CameraPipeline camera);

  /** Does what may take seconds on another thread. */
  void later(Runnable work);
}
