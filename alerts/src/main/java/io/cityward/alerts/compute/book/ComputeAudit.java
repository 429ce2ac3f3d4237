package io.cityward.alerts.compute.book;

import io.cityward.alerts.audit.AuditJson;
import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.ComputeDepartment;
import io.cityward.alerts.compute.Grant;
import io.cityward.alerts.compute.Member;
import io.cityward.alerts.compute.Period;
import io.cityward.core.CameraId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What things were and are, as the audit trail tells it. */
final class ComputeAudit {

  private ComputeAudit() {}

  static String of(ComputeDepartment department) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", department.id());
    fields.put("name", department.name());
    fields.put("revision", department.revision());
    return AuditJson.of(fields);
  }

  static String of(Member member) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("department", member.department());
    fields.put("user", member.user());
    fields.put("role", member.role().name());
    return AuditJson.of(fields);
  }

  static String of(Application application) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", application.id().toString());
    fields.put("department", application.department());
    put(fields, application.asked());
    put(fields, application.period());
    fields.put("reason", application.reason());
    fields.put("state", application.state().name());
    application.decision().ifPresent(word -> fields.put("decided_by", word.by()));
    application
        .decision()
        .flatMap(Application.Decision::grant)
        .ifPresent(grant -> fields.put("grant", grant.toString()));
    fields.put("revision", application.revision());
    return AuditJson.of(fields);
  }

  static String of(Grant grant) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", grant.id().toString());
    fields.put("application", grant.application().toString());
    fields.put("department", grant.department());
    put(fields, grant.given());
    put(fields, grant.period());
    fields.put("compute_units", grant.computeUnits());
    grant.revocation().ifPresent(word -> fields.put("revoked_at", word.at().toString()));
    fields.put("revision", grant.revision());
    return AuditJson.of(fields);
  }

  /** What was asked, so that another request under the same key is noticed. */
  static String of(Application.Draft draft) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("department", draft.department());
    put(fields, draft.asked());
    fields.put("from", draft.from().map(Object::toString).orElse("now"));
    fields.put("until", draft.until().toString());
    fields.put("reason", draft.reason());
    return AuditJson.of(fields);
  }

  static void put(Map<String, Object> fields, Allotment allotment) {
    if (allotment instanceof Allotment.Compute compute) {
      fields.put("guaranteed", compute.guaranteed());
      fields.put("ceiling", compute.ceiling());
      fields.put("priority", compute.priority());
    } else if (allotment instanceof Allotment.Algorithm algorithm) {
      fields.put("algorithm", algorithm.algorithm());
      fields.put("cameras", algorithm.cameras().stream().map(CameraId::value).toList());
      fields.put("frames_per_second", algorithm.framesPerSecond());
    }
  }

  private static void put(Map<String, Object> fields, Period period) {
    fields.put("from", period.from().toString());
    fields.put("until", period.until().toString());
  }
}
