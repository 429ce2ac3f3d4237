package io.cityward.alerts.algorithm;

import io.cityward.core.CameraId;
import java.util.Set;

/** What can be asked of the roles of an algorithm. */
public sealed interface RoleAction {

  /** Runs everywhere from now on. */
  record Activate(String version) implements RoleAction {}

  /** Back to what was active before. */
  record RollBack() implements RoleAction {}

  /** Runs on these cameras in place of the active version. */
  record StartCanary(String version, Set<CameraId> cameras) implements RoleAction {

    public StartCanary {
      cameras = Set.copyOf(cameras);
    }
  }

  record StopCanary(String version) implements RoleAction {}

  /** Runs beside the active version, and raises no alerts. */
  record StartShadow(String version) implements RoleAction {}

  record StopShadow(String version) implements RoleAction {}

  /** For the audit: {@code algorithm.roll-back}. */
  default String verb() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<!^)([A-Z])", "-$1")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
