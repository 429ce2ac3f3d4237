package io.cityward.app.pipeline;

import io.cityward.core.CityException;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.DropReason;
import io.cityward.inference.PictureJob;
import io.cityward.ingest.Frame;
import java.util.List;

/** One frame on its way through the pool; holds it until the pool is done. */
record FrameJob(CameraPipeline camera, Frame frame) implements PictureJob {

  @Override
  public Picture picture() {
    return frame;
  }

  @Override
  public void detected(List<Detection> detections) {
    camera.detected(frame, detections);
  }

  @Override
  public void failed(CityException reason) {
    camera.failed(reason);
  }

  @Override
  public void dropped(DropReason reason) {
    camera.dropped();
  }

  @Override
  public void close() {
    frame.close();
  }
}
