package io.cityward.app.server;

import io.cityward.ingest.Overlay;
import io.cityward.ingest.PacketRing;
import java.util.List;
import java.util.Optional;

/** The streams of the cameras, for those who look at them. Any thread. */
public interface StreamLookup {

  /**
   * Where a camera's packets are; empty while it is not connected to, as between two visits.
   *
   * @param sub the smaller stream, of cameras that have two
   * @throws io.cityward.core.CityException NOT_FOUND if there is no such camera or stream
   */
  Optional<PacketRing> ring(String cameraId, boolean sub);

  /** Why there is no picture now and when there will be, for a person to read. */
  String whyNoPicture(String cameraId);

  /** The camera's zones, to be drawn over its picture. */
  List<Overlay> zones(String cameraId);
}
