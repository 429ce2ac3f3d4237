package io.cityward.app.pipeline;

import io.cityward.ingest.Frame;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.SnapshotWriter;
import java.time.Instant;
import java.util.List;

/**
 * What a camera shows at a moment.
 *
 * @param width in pixels
 * @param height in pixels
 */
@SuppressWarnings("ArrayRecordComponent")
public record CameraSnapshot(byte[] jpeg, Instant takenAt, int width, int height) {

  static CameraSnapshot of(Frame frame, List<Overlay> overlays) {
    byte[] jpeg = SnapshotWriter.encode(frame, overlays);
    return new CameraSnapshot(jpeg, frame.arrivedAt(), frame.width(), frame.height());
  }
}
