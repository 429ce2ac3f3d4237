package io.cityward.alerts.dispatch.http;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What an exchange with another system may take.
 *
 * @param deadline the whole of it: connecting, sending, the last byte of the answer
 * @param mostBytes of an answer's body; more ends the exchange
 * @param networks where its URL may lead
 * @param authorities who is trusted for TLS, as a PEM file; empty: whom this machine trusts
 */
public record HttpLimits(
    Duration deadline, int mostBytes, AllowedNetworks networks, Optional<Path> authorities) {

  private static final Duration USUAL_DEADLINE = Duration.ofSeconds(10);
  private static final int USUAL_KIBIBYTES = 256;

  public static final HttpLimits DEFAULT =
      new HttpLimits(
          USUAL_DEADLINE, USUAL_KIBIBYTES << 10, AllowedNetworks.PUBLIC_ONLY, Optional.empty());

  public HttpLimits {
    if (deadline.isNegative() || deadline.isZero()) {
      throw CityException.invalid("deadline", deadline, "above 0");
    }
  }

  /** Reads {@code deadline}, {@code mostKibibytes}, {@code networks} and {@code authorities}. */
  public static HttpLimits read(Section section) {
    Duration deadline =
        section.duration("deadline", Duration.ofMillis(100), Duration.ofMinutes(5), USUAL_DEADLINE);
    int kibibytes = section.whole("mostKibibytes", 1, 16 << 10, USUAL_KIBIBYTES);
    AllowedNetworks networks = AllowedNetworks.read(section);
    String authorities = section.text("authorities", "");
    if (!authorities.isEmpty() && !Path.of(authorities).isAbsolute()) {
      section.problem("authorities", authorities, "an absolute path");
    }
    return new HttpLimits(
        deadline,
        kibibytes << 10,
        networks,
        authorities.isEmpty() ? Optional.empty() : Optional.of(Path.of(authorities)));
  }
}
