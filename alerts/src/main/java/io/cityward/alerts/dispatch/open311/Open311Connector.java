package io.cityward.alerts.dispatch.open311;

import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.DispatchOutcome;
import io.cityward.alerts.dispatch.Words;
import io.cityward.alerts.dispatch.WorkOrderMessage;
import io.cityward.alerts.dispatch.http.HttpExchange;
import io.cityward.alerts.dispatch.mapping.Template;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posts each work order as a service request.
 *
 * <p>GeoReport knows no idempotency key. Therefore each description ends with the key in brackets,
 * and before each posting the requests of that service since the dispatch are searched for it: what
 * is there already, because its answer got lost, is not posted again. A server that does not list
 * its requests may get an order twice.
 */
public final class Open311Connector implements Connector {

  /** What the id of an order begins with while the server has given only a token for it. */
  static final String TOKEN = "token:";

  private static final Duration BEFORE_DISPATCH = Duration.ofMinutes(5);
  private static final Template SNAPSHOT = new Template("{snapshot.url}");

  private final String name;
  private final Open311Settings settings;
  private final Clock clock;
  private final Open311Client client;

  public Open311Connector(String name, Open311Settings settings, Clock clock) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
    this.client = new Open311Client(settings);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DispatchOutcome send(WorkOrderMessage message) {
    HttpExchange look = client.get("requests", search(message));
    if (look instanceof HttpExchange.Failed failed) {
      return new DispatchOutcome.Retryable(failed.reason());
    }
    HttpExchange.Answered listed = (HttpExchange.Answered) look;
    if (listed.passing()) {
      return again(listed);
    }
    Optional<String> known = listed.success() ? known(listed, message) : Optional.empty();
    return known.<DispatchOutcome>map(DispatchOutcome.Accepted::new).orElseGet(() -> post(message));
  }

  @Override
  public String preview(WorkOrderMessage message) {
    StringBuilder text = new StringBuilder("POST " + settings.url() + "/requests.json\n");
    if (!settings.jurisdiction().isEmpty()) {
      text.append("jurisdiction_id: " + settings.jurisdiction() + "\n");
    }
    settings.key().ifPresent(key -> text.append("api_key: ***\n"));
    form(message).forEach((field, value) -> text.append(field + ": " + value + "\n"));
    return text.toString();
  }

  @Override
  public void close() {
    client.close();
  }

  private DispatchOutcome post(WorkOrderMessage message) {
    HttpExchange exchange = client.post(form(message), message.idempotencyKey());
    if (exchange instanceof HttpExchange.Failed failed) {
      return new DispatchOutcome.Retryable(failed.reason());
    }
    HttpExchange.Answered answer = (HttpExchange.Answered) exchange;
    if (answer.passing()) {
      return again(answer);
    }
    Optional<String> id = id(answer);
    if (answer.success()) {
      return id.<DispatchOutcome>map(DispatchOutcome.Accepted::new)
          .orElseGet(() -> new DispatchOutcome.Retryable("answered without an id"));
    }
    String reason = reason(answer);
    // Some servers refuse the same words at the same place as a duplicate, and say of what.
    return reason.toLowerCase(java.util.Locale.ROOT).contains("duplicate") && id.isPresent()
        ? new DispatchOutcome.Accepted(id.get())
        : new DispatchOutcome.Rejected(reason);
  }

  private DispatchOutcome again(HttpExchange.Answered answer) {
    return new DispatchOutcome.Retryable(answer.words(), answer.retryAfter(clock.instant()));
  }

  private static Map<String, String> search(WorkOrderMessage message) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("service_code", message.wording().code());
    query.put(
        "start_date",
        message.dispatchedAt().minus(BEFORE_DISPATCH).truncatedTo(ChronoUnit.SECONDS).toString());
    return query;
  }

  private static Optional<String> known(HttpExchange.Answered listed, WorkOrderMessage message) {
    String mark = mark(message);
    return Open311Client.entries(listed).stream()
        .filter(request -> request.path("description").asText().contains(mark))
        .map(request -> request.path("service_request_id").asText())
        .filter(id -> !id.isEmpty())
        .findFirst();
  }

  private static String mark(WorkOrderMessage message) {
    return "(" + message.idempotencyKey() + ")";
  }

  private Map<String, String> form(WorkOrderMessage message) {
    Place place = message.order().subject().place();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("service_code", message.wording().code());
    if (place.latitude() != 0 || place.longitude() != 0) {
      form.put("lat", Double.toString(place.latitude()));
      form.put("long", Double.toString(place.longitude()));
    }
    if (!place.name().isEmpty()) {
      form.put("address_string", place.name());
    }
    form.put("description", settings.description().fill(message).strip() + " " + mark(message));
    String snapshot = SNAPSHOT.fill(message);
    if (!snapshot.isEmpty()) {
      form.put("media_url", snapshot);
    }
    settings
        .attributes()
        .fields()
        .forEach((code, template) -> form.put("attribute[" + code + "]", template.fill(message)));
    return form;
  }

  private static Optional<String> id(HttpExchange.Answered answer) {
    List<JsonNode> entries = Open311Client.entries(answer);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    String id = entries.get(0).path("service_request_id").asText("");
    String token = entries.get(0).path("token").asText("");
    return id.isEmpty() || id.equals("null")
        ? Optional.of(TOKEN + token).filter(t -> !token.isEmpty())
        : Optional.of(Words.clip(id, 200));
  }

  private static String reason(HttpExchange.Answered answer) {
    return Open311Client.entries(answer).stream()
        .map(error -> error.path("description").asText(""))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .or(() -> Open311Client.json(answer).map(json -> json.path("reason").asText("")))
        .filter(text -> !text.isEmpty())
        .map(text -> Words.clip(text, 400))
        .orElseGet(answer::words);
  }
}
