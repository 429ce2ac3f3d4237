package io.cityward.app.server;

import io.cityward.app.pipeline.CameraBoard;
import io.cityward.app.pipeline.CameraView;
import io.cityward.app.pipeline.StreamRole;
import io.cityward.core.CityException;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.PacketRing;
import io.cityward.ingest.SourceState;
import java.util.List;
import java.util.Optional;

/** The streams of the cameras on the board. */
public final class BoardStreams implements StreamLookup {

  private final CameraBoard board;

  public BoardStreams(CameraBoard board) {
    this.board = board;
  }

  @Override
  public Optional<PacketRing> ring(String cameraId, boolean sub) {
    if (sub && board.get(cameraId).sub().isEmpty()) {
      throw CityException.notFound("stream", cameraId + " sub");
    }
    return board.ring(cameraId, sub ? StreamRole.SUB : StreamRole.MAIN);
  }

  @Override
  public String whyNoPicture(String cameraId) {
    CameraView camera = board.get(cameraId);
    SourceState state = camera.state();
    return state.kind()
        + " since "
        + state.since()
        + ": "
        + state.reason()
        + camera.nextVisit().map(at -> "; visited next at " + at).orElse("");
  }

  @Override
  public List<Overlay> zones(String cameraId) {
    return board.zones(cameraId);
  }
}
