package io.cityward.alerts.notice.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.alerts.dispatch.cloudevents.Signature;
import io.cityward.alerts.dispatch.http.HttpExchange;
import io.cityward.alerts.dispatch.http.OutsideHttp;
import io.cityward.alerts.notice.Person;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Posts a letter as JSON, signed as work orders are. */
final class HookChannel implements Channel {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HookSettings settings;
  private final Clock clock;
  private final OutsideHttp http;

  HookChannel(HookSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.http = new OutsideHttp(settings.limits());
  }

  @Override
  public ChannelOutcome send(Letter letter) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("key", letter.key())
            .put("title", letter.title())
            .put("words", letter.words())
            .put("link", letter.link());
    ArrayNode people = json.putArray("people");
    letter.people().stream().map(Person::id).forEach(people::add);
    byte[] body = json.toString().getBytes(UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    settings
        .secret()
        .ifPresent(
            secret ->
                headers.putAll(Signature.headers(secret, letter.key(), clock.instant(), body)));
    HttpExchange exchange = http.post(settings.url(), headers, body);
    if (exchange instanceof HttpExchange.Failed failed) {
      return new ChannelOutcome.Retryable(failed.reason());
    }
    HttpExchange.Answered answer = (HttpExchange.Answered) exchange;
    if (answer.success() || answer.status() == 409) {
      return new ChannelOutcome.Sent();
    }
    return answer.passing()
        ? new ChannelOutcome.Retryable(answer.words(), answer.retryAfter(clock.instant()))
        : new ChannelOutcome.Refused(answer.words());
  }

  @Override
  public boolean reachesPersons() {
    return false;
  }

  @Override
  public void close() {
    http.close();
  }
}
