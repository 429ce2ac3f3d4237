package io.cityward.alerts.dispatch.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cityward.alerts.dispatch.Words;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How an exchange with another system ended. */
public sealed interface HttpExchange {

  /** It answered, whatever it said. */
  record Answered(int status, HttpHeaders headers, byte[] body) implements HttpExchange {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public String text() {
      return new String(body, UTF_8);
    }

    public boolean success() {
      return status / 100 == 2;
    }

    public boolean redirect() {
      return status / 100 == 3;
    }

    /** Whether the same request may be answered otherwise later. */
    public boolean passing() {
      return status == 408 || status == 425 || status == 429 || status / 100 == 5;
    }

    /** How long the system wants to be left alone, at most an hour. */
    public Optional<Duration> retryAfter(Instant now) {
      return headers.firstValue("Retry-After").flatMap(text -> wait(text.strip(), now));
    }

    /** Status and the beginning of what it said, for an operator. */
    public String words() {
      String said =
          Words.clip(text().replaceAll("<[^>]{0,200}>", " ").replaceAll("\\s+", " "), 300);
      return "HTTP " + status + (said.isEmpty() ? "" : ": " + said);
    }

    private static Optional<Duration> wait(String text, Instant now) {
      try {
        Duration wait =
            text.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Long.parseLong(text))
                : Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        return wait.isNegative()
            ? Optional.empty()
            : Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }

  /** No whole answer came; whether the system took the request is not known. */
  record Failed(String reason) implements HttpExchange {}
}
