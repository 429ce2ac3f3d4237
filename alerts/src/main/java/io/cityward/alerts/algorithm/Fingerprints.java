package io.cityward.alerts.algorithm;

import io.cityward.core.CameraId;
import java.util.TreeSet;

/** Tells whether two commands ask for the same of an algorithm's roles. */
final class Fingerprints {

  private Fingerprints() {}

  /** At most 100 characters, as the table of commands has them. */
  static String of(RoleAction action) {
    if (action instanceof RoleAction.StartCanary canary) {
      TreeSet<String> cameras = new TreeSet<>();
      canary.cameras().stream().map(CameraId::value).forEach(cameras::add);
      return verb(action) + " " + canary.version() + " " + Integer.toHexString(cameras.hashCode());
    }
    if (action instanceof RoleAction.Activate activate) {
      return verb(action) + " " + activate.version();
    }
    if (action instanceof RoleAction.StopCanary stop) {
      return verb(action) + " " + stop.version();
    }
    if (action instanceof RoleAction.StartShadow start) {
      return verb(action) + " " + start.version();
    }
    if (action instanceof RoleAction.StopShadow stop) {
      return verb(action) + " " + stop.version();
    }
    return verb(action);
  }

  private static String verb(RoleAction action) {
    return action.verb().toUpperCase(java.util.Locale.ROOT);
  }
}
