package io.cityward.alerts.dispatch.cloudevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.ReportedStatus;
import io.cityward.alerts.book.StatusDesk;
import io.cityward.alerts.book.StatusReport;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Takes the status of orders as signed CloudEvents of type {@code io.cityward.workorder.status.v1}.
 * Their data: {@code workOrder}, {@code externalId} or {@code dispatchKey}; {@code status}
 * (accepted, handled, returned); {@code note}; {@code at}.
 */
public final class StatusReceiver {

  public static final String STATUS = "io.cityward.workorder.status.v1";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is sent back: JSON. */
  public record Reply(int status, String body) {}

  private final Map<String, Secret> secrets;
  private final StatusDesk desk;
  private final Clock clock;

  /**
   * @param secrets by connector; others are answered with 404
   */
  public StatusReceiver(Map<String, Secret> secrets, StatusDesk desk, Clock clock) {
    this.secrets = Map.copyOf(secrets);
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Answers a request.
   *
   * @param header a header's value by its name in lower case; null if absent
   */
  public Reply receive(String connector, Function<String, String> header, byte[] body) {
    Secret secret = secrets.get(connector);
    if (secret == null) {
      return refused(404, connector + ": no connector that reports its status here");
    }
    Optional<String> refusal = Signature.refusal(secret, header, body, clock.instant());
    if (refusal.isPresent()) {
      return refused(401, refusal.get());
    }
    try {
      CloudEvent event = CloudEvent.parse(header, body);
      if (!event.type().equals(STATUS)) {
        throw CityException.invalid("type", event.type(), STATUS);
      }
      return answer(desk.report(report(connector, event)));
    } catch (CityException e) {
      int status =
          switch (e.code()) {
            case INVALID -> 400;
            case NOT_FOUND -> 404;
            case EXTERNAL_FAILED -> 503;
            default -> 500;
          };
      return refused(status, e.getMessage());
    }
  }

  private static StatusReport report(String connector, CloudEvent event) {
    JsonNode data = event.data();
    String key = data.path("dispatchKey").asText("");
    if (!key.isEmpty() && !key.matches("W-[0-9]+/[0-9]{1,6}")) {
      throw CityException.invalid("dispatchKey", key.length() + " characters", "W-…/1");
    }
    String order =
        key.isEmpty()
            ? data.path("workOrder")
                .asText(event.subject().filter(s -> s.startsWith("W-")).orElse(""))
            : key.substring(0, key.indexOf('/'));
    return new StatusReport(
        connector,
        event.source() + " " + event.id(),
        order.isEmpty() ? Optional.empty() : Optional.of(OrderId.parse(order)),
        data.path("externalId").asText(""),
        key.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(key.substring(key.indexOf('/') + 1))),
        status(data.path("status").asText("")),
        data.path("note").asText("").replaceAll("[\\p{Cntrl}&&[^\n]]+", " "),
        at(data.path("at").asText("")).or(event::time));
  }

  private static ReportedStatus status(String text) {
    try {
      return ReportedStatus.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw CityException.invalid(
          "status", text.isEmpty() ? "missing" : "another word", "accepted, handled or returned");
    }
  }

  private static Optional<Instant> at(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      throw CityException.invalid("at", "no time", "RFC 3339, such as 2026-11-25T08:00:00Z");
    }
  }

  private static Reply answer(Outcome<StatusDesk.Answer> outcome) {
    if (outcome instanceof Outcome.Refused<StatusDesk.Answer> refused) {
      return refused(
          refused.reason() == Outcome.Refusal.NOT_ALLOWED ? 403 : 409, refused.message());
    }
    StatusDesk.Answer answer = ((Outcome.Done<StatusDesk.Answer>) outcome).value();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("workOrder", answer.order().id().toString());
    body.put("state", answer.order().state().name());
    body.put("moved", answer.moved());
    if (!answer.moved()) {
      body.put("reason", answer.reason());
    }
    return new Reply(200, json(body));
  }

  private static Reply refused(int status, String reason) {
    return new Reply(status, json(Map.of("reason", reason)));
  }

  private static String json(Map<String, Object> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts can be written", e);
    }
  }
}
