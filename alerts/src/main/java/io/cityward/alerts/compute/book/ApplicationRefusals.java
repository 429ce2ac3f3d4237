package io.cityward.alerts.compute.book;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.Outcome.Refusal;
import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.Application.Decision;
import java.util.HashMap;
import java.util.Map;

/** Why something cannot be done with an application any more. */
final class ApplicationRefusals {

  private ApplicationRefusals() {}

  static String over(Application application) {
    return "application "
        + application.id()
        + ": its period was over at "
        + application.period().until()
        + " (expected: later than now)";
  }

  static Outcome<Application> stale(Application application, long basedOn) {
    return new Outcome.Refused<>(
        Refusal.STALE_VERSION,
        "application "
            + application.id()
            + ": revision "
            + basedOn
            + " (expected: "
            + application.revision()
            + "; read it again)",
        details(application));
  }

  /** Whoever looked at it as pending is told what happened since. */
  static Outcome<Application> decided(Application application) {
    String by =
        application
            .decision()
            .map(word -> " by " + word.by() + " at " + word.at())
            .orElse(" by " + application.submittedBy());
    return new Outcome.Refused<>(
        Refusal.STALE_VERSION,
        "application "
            + application.id()
            + ": "
            + application.state()
            + by
            + " (expected: PENDING; read it again)",
        details(application));
  }

  private static Map<String, String> details(Application application) {
    Map<String, String> details = new HashMap<>();
    details.put("state", application.state().name());
    details.put("revision", Long.toString(application.revision()));
    application.decision().ifPresent(word -> details.put("decided_by", word.by()));
    application
        .decision()
        .flatMap(Decision::grant)
        .ifPresent(grant -> details.put("grant", grant.toString()));
    return details;
  }
}
