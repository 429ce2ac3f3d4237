package io.cityward.alerts.rules;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.workorder.DispatchRule;
import io.cityward.alerts.workorder.RuleConditions;
import io.cityward.core.CameraId;
import io.cityward.proto.v1.ExplainDispatchRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What requests about rules ask for. */
final class RuleRequest {

  private static final int LONGEST_LIST = 500;

  private RuleRequest() {}

  /**
   * What a dry run is about.
   *
   * @param imagined empty for an alert that there is
   */
  record Asked(Optional<Subject> imagined, String severity, Instant at) {}

  static List<DispatchRule> rules(List<io.cityward.proto.v1.DispatchRule> messages) {
    RequestCheck check = new RequestCheck();
    List<DispatchRule> rules = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      io.cityward.proto.v1.DispatchRule message = messages.get(i);
      if (!message.getReadOnly()) {
        DispatchRule rule = check.nested("rules[" + i + "]", null, () -> rule(message));
        rules.add(rule);
      }
    }
    check.done();
    return rules;
  }

  private static DispatchRule rule(io.cityward.proto.v1.DispatchRule message) {
    RequestCheck check = new RequestCheck();
    texts(check, "events", message.getEventsList());
    texts(check, "areas", message.getAreasList());
    check.done();
    return new DispatchRule(
        message.getName(),
        message.getEventsList(),
        message.getAreasList(),
        message.getDepartmentId(),
        !message.getWithoutReview(),
        RuleConditions.of(
            message.getHoursList(), message.getSeveritiesList(), message.getCamerasList()));
  }

  private static void texts(RequestCheck check, String field, List<String> texts) {
    if (texts.size() > LONGEST_LIST) {
      check.note(field, texts.size() + " values", "at most " + LONGEST_LIST);
      return;
    }
    for (int i = 0; i < texts.size(); i++) {
      check.text(field + "[" + i + "]", texts.get(i), 1, 100);
    }
  }

  static Asked asked(ExplainDispatchRequest request, Instant now) {
    RequestCheck check = new RequestCheck();
    String severity = request.getSeverity();
    if (!severity.isEmpty() && !RuleConditions.SEVERITIES.contains(severity)) {
      check.note("severity", severity, "one of " + RuleConditions.SEVERITIES + ", or nothing");
    }
    Instant at = check.time("time", request.hasTime(), request.getTime()).orElse(now);
    Optional<Subject> imagined = Optional.empty();
    if (request.getAlertId().isEmpty()) {
      imagined = Optional.ofNullable(check.nested("", null, () -> imagined(request)));
    } else {
      var unused = check.parsed("alert_id", null, () -> AlertId.parse(request.getAlertId()));
    }
    check.done();
    return new Asked(imagined, severity, at);
  }

  private static Subject imagined(ExplainDispatchRequest request) {
    io.cityward.proto.v1.Place place = request.getPlace();
    RequestCheck check = new RequestCheck();
    check.text("event_code", request.getEventCode(), 1, 100);
    check.done();
    String camera = request.getCameraId().isEmpty() ? "none" : request.getCameraId();
    return new Subject(
        new CameraId(camera),
        "",
        new Place(place.getName(), place.getArea(), place.getLatitude(), place.getLongitude()),
        request.getScene().isEmpty() ? "none" : request.getScene(),
        "",
        request.getZoneKind(),
        request.getEventCode(),
        "");
  }
}
