package io.cityward.app.pipeline;

import io.cityward.core.CityException;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.DropReason;
import io.cityward.inference.PictureJob;
import io.cityward.ingest.Frame;
import java.util.List;
import java.util.Optional;

/** One frame on its way through the pool; holds it until the pool is done. */
final class FrameJob implements PictureJob {

  private final Analysis analysis;
  private final Frame frame;
  private Optional<View> view = Optional.empty();
  private boolean known;

  FrameJob(Analysis analysis, Frame frame) {
    this.analysis = analysis;
    this.frame = frame;
  }

  @Override
  public Picture picture() {
    return frame;
  }

  /** A picture of no view, or with nothing new in it, needs no look. */
  @Override
  public Optional<List<Detection>> known() {
    view = analysis.viewOf(frame);
    Optional<List<Detection>> answer =
        view.isPresent() ? view.get().known(frame) : Optional.of(List.of());
    known = answer.isPresent();
    return answer;
  }

  @Override
  public void detected(List<Detection> detections) {
    view.ifPresentOrElse(
        seen -> analysis.detected(seen, frame, detections, known), analysis::between);
  }

  @Override
  public void failed(CityException reason) {
    analysis.failed(reason);
  }

  @Override
  public void dropped(DropReason reason) {
    analysis.dropped(reason);
  }

  @Override
  public void close() {
    frame.close();
  }
}
