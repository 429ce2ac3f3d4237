package io.cityward.alerts.dispatch.open311;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Our cases as requests. Those that nobody has confirmed, or that were none, are not shown, nor who
 * did what: only where they stand.
 */
public final class Open311Cases {

  private static final int MOST = 1000;
  private static final Duration LONGEST_SPAN = Duration.ofDays(90);
  private static final Set<OrderState> SHOWN =
      EnumSet.complementOf(EnumSet.of(OrderState.PENDING_REVIEW, OrderState.REJECTED));

  private final AlertStore store;
  private final String evidenceBaseUrl;
  private final boolean shareEvidence;
  private final Clock clock;

  /**
   * @param evidenceBaseUrl prefix that makes evidence paths absolute
   */
  public Open311Cases(
      AlertStore store, String evidenceBaseUrl, boolean shareEvidence, Clock clock) {
    this.store = store;
    this.evidenceBaseUrl = evidenceBaseUrl;
    this.shareEvidence = shareEvidence;
    this.clock = clock;
  }

  /** The requests of a span, at most 90 days and 1000 of them, newest first. */
  Open311Answer list(Open311Desk.Call call) {
    String ids = call.param("service_request_id");
    if (!ids.isEmpty()) {
      List<Map<String, Object>> found = new ArrayList<>();
      // By the standard ids overrule every other filter.
      Arrays.stream(ids.split(",", MOST)).map(String::strip).forEach(id -> found.addAll(of(id)));
      return answer(found);
    }
    Instant now = clock.instant();
    Instant until = time(call, "end_date", now.plusSeconds(1));
    Instant from = time(call, "start_date", until.minus(LONGEST_SPAN));
    if (Duration.between(from, until).compareTo(LONGEST_SPAN.plusDays(1)) > 0) {
      throw CityException.invalid("start_date", from, "at most 90 days before end_date");
    }
    Set<OrderState> states = states(call.param("status"));
    if (states.isEmpty()) {
      // An empty filter would mean every state.
      return answer(List.of());
    }
    List<String> codes =
        Arrays.stream(call.param("service_code").split(",", 100))
            .map(String::strip)
            .filter(code -> !code.isEmpty())
            .toList();
    return answer(
        store.read(
            ledger -> {
              List<WorkOrder> orders =
                  ledger
                      .orders()
                      .of(ledger.connectors().deliveries().cases(states, codes, from, until, MOST));
              List<Map<String, Object>> found = new ArrayList<>();
              orders.stream()
                  .sorted(Comparator.comparing((WorkOrder o) -> o.id().number()).reversed())
                  .forEach(order -> found.add(fields(ledger, order.id().toString(), order)));
              ledger.connectors().reports().page(Set.of(), Long.MAX_VALUE, MOST).stream()
                  .filter(report -> codes.isEmpty() || codes.contains(report.eventCode()))
                  .filter(report -> !report.receivedAt().isBefore(from))
                  .filter(report -> report.receivedAt().isBefore(until))
                  .map(report -> new Posted(report, order(ledger, report)))
                  .filter(posted -> posted.asCase().isEmpty())
                  .filter(posted -> states.contains(posted.likeAnOrder()))
                  .limit(MOST - found.size())
                  .forEach(posted -> found.add(fields(posted)));
              return found;
            }));
  }

  /** One request. */
  Open311Answer one(String id) {
    List<Map<String, Object>> found = of(id);
    return found.isEmpty()
        ? Open311Answer.error(404, "service_request_id was not found")
        : answer(found);
  }

  private List<Map<String, Object>> of(String id) {
    try {
      return store.read(
          ledger -> {
            if (id.startsWith("S-")) {
              OutsideReport report = ledger.connectors().reports().get(OutsideReportId.parse(id));
              Posted posted = new Posted(report, order(ledger, report));
              return List.of(
                  posted
                      .asCase()
                      .map(order -> fields(ledger, id, order))
                      .orElseGet(() -> fields(posted)));
            }
            WorkOrder order = ledger.orders().get(OrderId.parse(id));
            return SHOWN.contains(order.state()) ? List.of(fields(ledger, id, order)) : List.of();
          });
    } catch (CityException e) {
      // An id of another form is as unknown as one that nobody has.
      return switch (e.code()) {
        case INVALID, NOT_FOUND -> List.of();
        default -> throw e;
      };
    }
  }

  private static Set<OrderState> states(String status) {
    Set<String> wanted = Set.of(status.split(",", 10));
    if (status.isEmpty()) {
      return SHOWN;
    }
    return SHOWN.stream()
        .filter(state -> wanted.contains(state.finished() ? "closed" : "open"))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(OrderState.class)));
  }

  /** A report and the order of the case that it is. */
  private record Posted(OutsideReport report, Optional<WorkOrder> order) {

    /** The order, if others may see it: then the report is told as that case. */
    Optional<WorkOrder> asCase() {
      return order.filter(o -> SHOWN.contains(o.state()));
    }

    /** Whether it was said to be none. */
    boolean dismissed() {
      return report.state() == OutsideReport.State.DISMISSED
          || order.filter(o -> o.state().finished()).isPresent();
    }

    /** The state of an order that is asked for together with such reports. */
    OrderState likeAnOrder() {
      return dismissed() ? OrderState.CLOSED : OrderState.REGISTERED;
    }
  }

  private static Optional<WorkOrder> order(Ledger ledger, OutsideReport report) {
    return report.order().map(ledger.orders()::get);
  }

  private Map<String, Object> fields(Ledger ledger, String id, WorkOrder order) {
    return fields(
        id,
        order.state().finished(),
        order.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
        order.subject().eventCode(),
        order.subject().eventName(),
        order.departmentName(),
        order.createdAt(),
        order.changedAt(),
        order.subject().place(),
        shareEvidence ? snapshot(ledger, order) : "");
  }

  /** Without what was written: it may hold names. */
  private static Map<String, Object> fields(Posted posted) {
    OutsideReport report = posted.report();
    boolean open = !posted.dismissed();
    return fields(
        report.id().toString(),
        !open,
        open ? "received" : "not a case",
        report.eventCode(),
        report.eventName(),
        "",
        report.receivedAt(),
        report.changedAt(),
        report.place(),
        "");
  }

  private static Map<String, Object> fields(
      String id,
      boolean closed,
      String notes,
      String code,
      String name,
      String agency,
      Instant requested,
      Instant updated,
      Place place,
      String media) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service_request_id", id);
    fields.put("status", closed ? "closed" : "open");
    fields.put("status_notes", notes);
    fields.put("service_name", name);
    fields.put("service_code", code);
    fields.put("description", name + (place.name().isEmpty() ? "" : ", " + place.name()));
    fields.put("agency_responsible", agency);
    fields.put("service_notice", "");
    fields.put("requested_datetime", requested.truncatedTo(ChronoUnit.SECONDS).toString());
    fields.put("updated_datetime", updated.truncatedTo(ChronoUnit.SECONDS).toString());
    fields.put("expected_datetime", "");
    fields.put("address", place.name());
    fields.put("address_id", place.area());
    fields.put("zipcode", "");
    boolean known = place.latitude() != 0 || place.longitude() != 0;
    fields.put("lat", known ? place.latitude() : "");
    fields.put("long", known ? place.longitude() : "");
    fields.put("media_url", media);
    return fields;
  }

  private String snapshot(Ledger ledger, WorkOrder order) {
    return ledger.alerts().get(order.alert()).evidence().stream()
        .filter(evidence -> evidence.kind() == Evidence.Kind.SNAPSHOT)
        .findFirst()
        .map(evidence -> evidenceBaseUrl + evidence.path())
        .orElse("");
  }

  private static Open311Answer answer(List<Map<String, Object>> found) {
    return new Open311Answer(200, "service_requests", "request", found);
  }

  private static Instant time(Open311Desk.Call call, String name, Instant otherwise) {
    String text = call.param(name);
    try {
      return text.isEmpty() ? otherwise : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw CityException.invalid(name, text.length() + " characters", "2026-11-25T08:00:00Z");
    }
  }
}
