package io.cityward.app.pipeline;

import io.cityward.ingest.SessionFigures;

/**
 * What went through one camera since the start, over all its connections and streams.
 *
 * @param framesInferred wanted frames that a detector looked at, or a scene that needs none
 * @param framesStill wanted frames that showed nothing new: their detections stood
 * @param framesDropped wanted frames that a newer one replaced before their turn came
 */
public record CameraFigures(
    long packets,
    long bytes,
    long packetsLost,
    long decodeErrors,
    long framesDecoded,
    long decodeNanos,
    long framesInferred,
    long framesStill,
    long framesDropped,
    long reconnects) {

  static final CameraFigures NONE = new CameraFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static CameraFigures of(SessionFigures session) {
    return new CameraFigures(
        session.packets(),
        session.bytes(),
        session.packetsLost(),
        session.decodeErrors(),
        session.framesDecoded(),
        session.decodeNanos(),
        0,
        0,
        0,
        session.reconnects());
  }

  /** In the decoder, per decoded frame; 0 without any. */
  public double decodeMilliseconds() {
    return framesDecoded == 0 ? 0 : decodeNanos / 1e6 / framesDecoded;
  }

  CameraFigures plus(CameraFigures other) {
    return new CameraFigures(
        packets + other.packets,
        bytes + other.bytes,
        packetsLost + other.packetsLost,
        decodeErrors + other.decodeErrors,
        framesDecoded + other.framesDecoded,
        decodeNanos + other.decodeNanos,
        framesInferred + other.framesInferred,
        framesStill + other.framesStill,
        framesDropped + other.framesDropped,
        reconnects + other.reconnects);
  }
}
