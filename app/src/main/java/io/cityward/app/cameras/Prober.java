package io.cityward.app.cameras;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.Probe;
import io.cityward.ingest.ProbeReport;
import io.cityward.ingest.SessionSettings;
import io.cityward.ingest.StreamUrl;
import io.cityward.ingest.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Looks at sources that are not watched yet, a few at a time. */
public final class Prober {

  private static final int MOST_AT_ONCE = 4;
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final SessionSettings settings;
  private final Clock clock;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  public Prober(SessionSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Blocks for up to 15 s.
   *
   * @param transport empty takes that of all cameras
   * @throws CityException FULL if four are looked at already
   */
  public ProbeReport look(StreamUrl url, Optional<Transport> transport) {
    if (!places.tryAcquire()) {
      throw new CityException(
          ErrorCode.FULL,
          "probes: " + MOST_AT_ONCE + " run already (expected: fewer; try again in some seconds)");
    }
    try {
      return Probe.look(url, transport.map(settings::with).orElse(settings), LIMIT, clock);
    } finally {
      places.release();
    }
  }
}
