package io.cityward.app.pipeline;

/**
 * What went through one camera since the start.
 *
 * @param framesDropped wanted frames that a newer one replaced before their turn came
 */
public record CameraFigures(
    long packets,
    long bytes,
    long framesDecoded,
    long framesInferred,
    long framesDropped,
    long reconnects) {

  static final CameraFigures NONE = new CameraFigures(0, 0, 0, 0, 0, 0);
}
