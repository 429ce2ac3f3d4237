package io.cityward.alerts.algorithm;

import io.cityward.alerts.audit.AuditJson;
import io.cityward.core.CameraId;

/** Roles as the audit trail tells them. */
final class RolesAudit {

  private RolesAudit() {}

  static String of(Roles roles) {
    return AuditJson.of(
        "active",
        roles.active().orElse(""),
        "canary",
        roles.canary().orElse(""),
        "canaryCameras",
        roles.canaryCameras().stream().map(CameraId::value).sorted().toList(),
        "shadow",
        roles.shadow().orElse(""));
  }
}
