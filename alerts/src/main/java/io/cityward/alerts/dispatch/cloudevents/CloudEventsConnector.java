package io.cityward.alerts.dispatch.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.DispatchOutcome;
import io.cityward.alerts.dispatch.Words;
import io.cityward.alerts.dispatch.WorkOrderMessage;
import io.cityward.alerts.dispatch.http.HttpExchange;
import io.cityward.alerts.dispatch.http.OutsideHttp;
import io.cityward.alerts.dispatch.http.OutsideUrl;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posts each work order as one CloudEvent, whose source and id are the same through all retries.
 *
 * <p>2xx has taken it, 409 had taken it before, 408, 425, 429 and 5xx may take it later, everything
 * else never will. The id that it has there is read from the answer's {@code id}, {@code
 * external_id}, {@code externalId} or {@code service_request_id}, else it is the event's own.
 */
public final class CloudEventsConnector implements Connector {

  /** The type of the events that are sent. */
  public static final String DISPATCHED = "io.cityward.workorder.dispatched.v1";

  private static final List<String> ID_FIELDS =
      List.of("external_id", "externalId", "service_request_id", "id");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final CloudEventsSettings settings;
  private final Clock clock;
  private final OutsideHttp http;

  public CloudEventsConnector(String name, CloudEventsSettings settings, Clock clock) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
    this.http = new OutsideHttp(settings.limits());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DispatchOutcome send(WorkOrderMessage message) {
    CloudEvent event = event(message);
    CloudEvent.Message request = event.message(settings.mode());
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    headers.put("accept", "application/json");
    settings
        .secret()
        .ifPresent(
            secret ->
                headers.putAll(
                    Signature.headers(secret, event.id(), clock.instant(), request.body())));
    HttpExchange exchange = http.post(settings.url(), headers, request.body());
    if (exchange instanceof HttpExchange.Failed failed) {
      return new DispatchOutcome.Retryable(failed.reason());
    }
    return outcome((HttpExchange.Answered) exchange, event.id());
  }

  @Override
  public String preview(WorkOrderMessage message) {
    CloudEvent.Message request = event(message).message(settings.mode());
    StringBuilder text = new StringBuilder("POST ");
    text.append(OutsideUrl.masked(settings.url().toString())).append('\n');
    request.headers().forEach((key, value) -> text.append(key + ": " + value + "\n"));
    if (settings.secret().isPresent()) {
      text.append(Signature.SIGNATURE + ": v1,***\n");
    }
    return text.append('\n').append(pretty(request.body())).toString();
  }

  @Override
  public void close() {
    http.close();
  }

  private CloudEvent event(WorkOrderMessage message) {
    return new CloudEvent(
        message.idempotencyKey(),
        settings.source(),
        DISPATCHED,
        Optional.of(message.order().id().toString()),
        Optional.of(message.dispatchedAt()),
        settings.fields().json(message));
  }

  private DispatchOutcome outcome(HttpExchange.Answered answer, String key) {
    if (answer.success() || answer.status() == 409) {
      return new DispatchOutcome.Accepted(externalId(answer).orElse(key));
    }
    if (answer.passing()) {
      return new DispatchOutcome.Retryable(answer.words(), answer.retryAfter(clock.instant()));
    }
    if (answer.redirect()) {
      return new DispatchOutcome.Rejected(
          "HTTP " + answer.status() + ": it redirects, which is not followed; correct the url");
    }
    return new DispatchOutcome.Rejected(reason(answer));
  }

  private static Optional<String> externalId(HttpExchange.Answered answer) {
    return parsed(answer)
        .flatMap(
            json ->
                ID_FIELDS.stream()
                    .map(json::path)
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asText)
                    .filter(id -> !id.isBlank())
                    .findFirst())
        .map(id -> Words.clip(id, 200));
  }

  /** The reason that a JSON answer gives, else all that was said. */
  private static String reason(HttpExchange.Answered answer) {
    return parsed(answer)
        .map(json -> json.path("reason"))
        .filter(JsonNode::isTextual)
        .map(reason -> Words.clip(reason.textValue(), 400))
        .orElseGet(answer::words);
  }

  private static Optional<JsonNode> parsed(HttpExchange.Answered answer) {
    try {
      return Optional.ofNullable(JSON.readTree(answer.text())).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String pretty(byte[] body) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(body));
    } catch (java.io.IOException e) {
      return new String(body, UTF_8);
    }
  }
}
