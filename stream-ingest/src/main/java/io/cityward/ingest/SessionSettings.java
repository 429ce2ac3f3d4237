package io.cityward.ingest;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a camera is connected to and what is kept of it.
 *
 * @param reader who reads RTSP
 * @param trust whom an encrypted stream is taken from
 * @param connectTimeout until the stream is described and playing
 * @param stallAfter without a video packet for so long, or with packets that bring no time and no
 *     picture forward, the connection is given up
 * @param backOffFirst wait after the first failure; doubles with each further one
 * @param backOffMax longest wait
 * @param ringDuration how much of the encoded stream is kept for clips
 * @param ringBytes bound of that, whatever the bit rate
 */
public record SessionSettings(
    Transport transport,
    Reader reader,
    TlsTrust trust,
    Duration connectTimeout,
    Duration stallAfter,
    Duration backOffFirst,
    Duration backOffMax,
    Duration ringDuration,
    long ringBytes) {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  public static final SessionSettings DEFAULTS =
      new SessionSettings(
          Transport.TCP,
          Reader.AUTO,
          TlsTrust.SYSTEM,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          16L << 20);

  public SessionSettings {
    within("connectTimeout", connectTimeout);
    within("stallAfter", stallAfter);
    within("backOffFirst", backOffFirst);
    within("backOffMax", backOffMax);
    within("ringDuration", ringDuration);
    if (backOffMax.compareTo(backOffFirst) < 0) {
      throw CityException.invalid("backOffMax", backOffMax, "at least backOffFirst");
    }
    if (ringBytes < 64 << 10) {
      throw CityException.invalid("ringBytes", ringBytes, "at least " + (64 << 10));
    }
  }

  /**
   * Reads the keys of the same names, and {@code verifyTls} and {@code authorities}; absent ones
   * keep their defaults.
   */
  public static SessionSettings read(Section section) {
    SessionSettings d = DEFAULTS;
    Transport transport = section.choice("transport", Transport.class, d.transport);
    Reader reader = section.choice("reader", Reader.class, d.reader);
    TlsTrust trust = trust(section);
    Duration connect = duration(section, "connectTimeout", d.connectTimeout);
    Duration stall = duration(section, "stallAfter", d.stallAfter);
    Duration first = duration(section, "backOffFirst", d.backOffFirst);
    Duration max = duration(section, "backOffMax", d.backOffMax);
    Duration ring = duration(section, "ringDuration", d.ringDuration);
    int mebibytes = section.whole("ringMebibytes", 1, 1024, (int) (d.ringBytes >> 20));
    return section.build(
        () ->
            new SessionSettings(
                transport,
                reader,
                trust,
                connect,
                stall,
                first,
                max,
                ring,
                (long) mebibytes << 20));
  }

  private static TlsTrust trust(Section section) {
    boolean verify = section.flag("verifyTls", true);
    String file = section.text("authorities", "");
    Optional<Path> authorities = file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    return section.attempt(() -> new TlsTrust(verify, authorities)).orElse(TlsTrust.SYSTEM);
  }

  /** The same for a camera that wants its packets by other ways than most. */
  public SessionSettings with(Transport ownTransport) {
    return new SessionSettings(
        ownTransport,
        reader,
        trust,
        connectTimeout,
        stallAfter,
        backOffFirst,
        backOffMax,
        ringDuration,
        ringBytes);
  }

  /** The same, with no time-out longer than a limit. */
  SessionSettings within(Duration limit) {
    return new SessionSettings(
        transport,
        reader,
        trust,
        shorter(connectTimeout, limit),
        shorter(stallAfter, limit),
        backOffFirst,
        backOffMax,
        ringDuration,
        ringBytes);
  }

  /** No read takes longer, as long as the deadline works. */
  public Duration longestSilence() {
    return connectTimeout.compareTo(stallAfter) > 0 ? connectTimeout : stallAfter;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration duration(Section section, String key, Duration otherwise) {
    return section.duration(key, SHORTEST, LONGEST, otherwise);
  }

  private static void within(String name, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw CityException.invalid(name, value, SHORTEST + " to " + LONGEST);
    }
  }
}
