package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.ingest.CameraClock;
import io.cityward.ingest.Decoding;
import io.cityward.ingest.SourceState;
import io.cityward.ingest.StreamInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a camera is doing at a moment.
 *
 * @param state of the main stream
 * @param stream of the main stream; empty until the first picture was decoded
 * @param decoding of the stream that is analysed; empty while nothing is connected
 * @param wrong what is wrong with its picture
 * @param preset the one it shows, or that it is between two; empty for a camera without
 * @param nextVisit of a camera on patrol, between visits
 * @param keyFrameSeconds from key frame to key frame; 0 until known
 * @param ringBytes kept for clips
 * @param tasks each of its tasks, and whether it runs
 */
public record CameraView(
    CameraConfig config,
    SourceState state,
    Optional<StreamInfo> stream,
    Optional<Sub> sub,
    Optional<Decoding> decoding,
    Optional<CameraClock> cameraClock,
    Set<String> wrong,
    Optional<String> preset,
    Optional<Instant> nextVisit,
    double keyFrameSeconds,
    long ringBytes,
    List<TaskState> tasks,
    CameraFigures figures) {

  /** The sub stream, where there is one. */
  public record Sub(SourceState state, Optional<StreamInfo> stream) {}

  public CameraView {
    wrong = Set.copyOf(wrong);
    tasks = List.copyOf(tasks);
  }
}
