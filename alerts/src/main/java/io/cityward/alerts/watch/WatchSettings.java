package io.cityward.alerts.watch;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * How watchers are treated.
 *
 * @param heartbeat how long a stream may be silent
 * @param lag how many changes a watcher may lie behind; also how many are kept in memory
 * @param patience how long a watcher that lies further behind may take nothing before it is cut off
 * @param kept how many changes the log keeps for those who come back
 */
public record WatchSettings(Duration heartbeat, int lag, Duration patience, int kept) {

  public static final WatchSettings DEFAULT =
      new WatchSettings(Duration.ofSeconds(15), 1000, Duration.ofSeconds(5), 200_000);

  public WatchSettings {
    if (lag < 1 || kept < lag) {
      throw CityException.invalid("lag", lag, "1 to kept, " + kept);
    }
    if (heartbeat.isNegative() || heartbeat.isZero()) {
      throw CityException.invalid("heartbeat", heartbeat, "above 0");
    }
    if (patience.isNegative()) {
      throw CityException.invalid("patience", patience, "0 or longer");
    }
  }

  public static WatchSettings read(Section section) {
    Duration heartbeat =
        section.duration(
            "heartbeat", Duration.ofMillis(100), Duration.ofMinutes(10), DEFAULT.heartbeat);
    int lag = section.whole("lag", 10, 100_000, DEFAULT.lag);
    Duration patience =
        section.duration("patience", Duration.ZERO, Duration.ofMinutes(10), DEFAULT.patience);
    int kept = section.whole("kept", 1000, 100_000_000, DEFAULT.kept);
    return section.build(() -> new WatchSettings(heartbeat, lag, patience, kept));
  }
}
