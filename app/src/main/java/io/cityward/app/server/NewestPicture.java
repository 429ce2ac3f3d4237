package io.cityward.app.server;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.Frame;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.PacketRing;
import io.cityward.ingest.SnapshotWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The newest key frame of one camera as JPEG, decoded at most once a second however many ask. Those
 * who come together wait for the one who decodes.
 */
final class NewestPicture {

  private static final long GOOD_FOR_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * A picture in both forms.
   *
   * @param takenAt when its packet arrived
   */
  record Shot(Instant takenAt, byte[] plain, byte[] withZones) {}

  private boolean tried;
  private long triedNanos;
  private Shot shot;
  private CityException failure;

  synchronized Shot of(PacketRing ring, List<Overlay> zones) {
    long now = System.nanoTime();
    if (!tried || now - triedNanos >= GOOD_FOR_NANOS) {
      tried = true;
      triedNanos = now;
      take(ring, zones);
    }
    if (failure != null) {
      throw failure;
    }
    return shot;
  }

  private void take(PacketRing ring, List<Overlay> zones) {
    try (Frame frame = newest(ring)) {
      byte[] plain = SnapshotWriter.encode(frame, List.of());
      byte[] drawn = zones.isEmpty() ? plain : SnapshotWriter.encode(frame, zones);
      shot = new Shot(frame.arrivedAt(), plain, drawn);
      failure = null;
    } catch (CityException e) {
      failure = e;
    }
  }

  private static Frame newest(PacketRing ring) {
    return ring.newestKeyFrame()
        .orElseThrow(() -> new CityException(ErrorCode.ILLEGAL_STATE, "no key frame has come yet"));
  }
}
