package io.cityward.app.server;

import io.cityward.app.pipeline.CameraBoard;
import io.cityward.core.CityException;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.PacketRing;
import io.cityward.ingest.SourceState;
import java.util.List;
import java.util.Optional;

/** The one stream that each camera on the board has. */
public final class BoardStreams implements StreamLookup {

  private final CameraBoard board;

  public BoardStreams(CameraBoard board) {
    this.board = board;
  }

  @Override
  public Optional<PacketRing> ring(String cameraId, boolean sub) {
    PacketRing ring = board.ring(cameraId);
    if (sub) {
      throw CityException.notFound("stream", cameraId + " sub");
    }
    return Optional.of(ring);
  }

  @Override
  public String whyNoPicture(String cameraId) {
    SourceState state = board.get(cameraId).state();
    return state.kind() + " since " + state.since() + ": " + state.reason();
  }

  @Override
  public List<Overlay> zones(String cameraId) {
    return board.get(cameraId).config().zones().stream()
        .<Overlay>map(zone -> new Overlay.Area(zone.polygon(), zone.id()))
        .toList();
  }
}
