package io.cityward.alerts.notice.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.alerts.dispatch.http.HttpExchange;
import io.cityward.alerts.dispatch.http.OutsideHttp;
import io.cityward.alerts.dispatch.http.OutsideUrl;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Says a letter to a group through its robot. */
final class RobotChannel implements Channel {

  private final RobotSettings settings;
  private final URI url;
  private final Clock clock;
  private final OutsideHttp http;

  RobotChannel(RobotSettings settings, Clock clock) {
    this.settings = settings;
    this.url = OutsideUrl.parse(settings.url().value());
    this.clock = clock;
    this.http = new OutsideHttp(settings.limits());
  }

  @Override
  public ChannelOutcome send(Letter letter) {
    Instant now = clock.instant();
    Robot robot = settings.robot();
    JsonNode body =
        robot.body(clip(letter.text(), robot.mostBytes()), letter.people(), settings.secret(), now);
    HttpExchange exchange =
        http.post(
            robot.url(url, settings.secret(), now),
            Map.of("content-type", "application/json; charset=utf-8"),
            body.toString().getBytes(UTF_8));
    if (exchange instanceof HttpExchange.Failed failed) {
      return new ChannelOutcome.Retryable(failed.reason());
    }
    return outcome((HttpExchange.Answered) exchange, now);
  }

  @Override
  public boolean reachesPersons() {
    return false;
  }

  @Override
  public void close() {
    http.close();
  }

  /** Robots answer 200 to nearly everything; what counts is the code inside. */
  private ChannelOutcome outcome(HttpExchange.Answered answer, Instant now) {
    if (answer.passing()) {
      return new ChannelOutcome.Retryable(answer.words(), answer.retryAfter(now));
    }
    Optional<Integer> code = json(answer).flatMap(Robot::code);
    if (code.isEmpty()) {
      return answer.success()
          ? new ChannelOutcome.Retryable("answered without a code: " + answer.words())
          : new ChannelOutcome.Refused(answer.words());
    }
    if (code.get() == 0) {
      return new ChannelOutcome.Sent();
    }
    return settings.robot().passing(code.get())
        ? new ChannelOutcome.Retryable(answer.words())
        : new ChannelOutcome.Refused(answer.words());
  }

  private static Optional<JsonNode> json(HttpExchange.Answered answer) {
    try {
      return Optional.ofNullable(Robot.MAPPER.readTree(answer.text()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** At most so many bytes of UTF-8, and no half of a character. */
  static String clip(String text, int mostBytes) {
    if (text.getBytes(UTF_8).length <= mostBytes) {
      return text;
    }
    StringBuilder clipped = new StringBuilder();
    int left = mostBytes - "…".getBytes(UTF_8).length;
    for (int point : text.codePoints().toArray()) {
      String character = Character.toString(point);
      left -= character.getBytes(UTF_8).length;
      if (left < 0) {
        break;
      }
      clipped.append(character);
    }
    return clipped.append('…').toString();
  }
}
