package io.cityward.alerts.algorithm;

import io.cityward.core.CameraId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which versions of an algorithm run.
 *
 * @param active everywhere; empty while nothing has been activated
 * @param earlier were active before, the last first; a roll-back goes to the first
 * @param canary in place of the active one on some cameras
 * @param canaryCameras empty without a canary
 * @param shadow beside the active one, without alerts
 */
public record Roles(
    Optional<String> active,
    List<String> earlier,
    Optional<String> canary,
    Set<CameraId> canaryCameras,
    Optional<String> shadow) {

  public static final Roles NONE =
      new Roles(Optional.empty(), List.of(), Optional.empty(), Set.of(), Optional.empty());

  /** As far as anybody would roll back. */
  private static final int MOST_EARLIER = 10;

  public Roles {
    earlier = List.copyOf(earlier);
    canaryCameras = Set.copyOf(canaryCameras);
  }

  /** What runs on a camera and may raise alerts. */
  public Optional<String> on(CameraId camera) {
    return canaryCameras.contains(camera) ? canary : active;
  }

  public Optional<String> previous() {
    return earlier.stream().findFirst();
  }

  /** "active", "canary" or "shadow"; empty for a version without a role. */
  public Optional<String> roleOf(String version) {
    if (active.filter(version::equals).isPresent()) {
      return Optional.of("active");
    }
    if (canary.filter(version::equals).isPresent()) {
      return Optional.of("canary");
    }
    return shadow.filter(version::equals).map(v -> "shadow");
  }

  /** Another active version; the one before it is remembered. */
  Roles activated(String version) {
    List<String> before = new ArrayList<>();
    active.ifPresent(before::add);
    before.addAll(earlier);
    before.removeIf(version::equals);
    return new Roles(
            Optional.of(version),
            before.subList(0, Math.min(before.size(), MOST_EARLIER)),
            canary,
            canaryCameras,
            shadow)
        .withoutTrialRolesOf(version);
  }

  /** Back to the version before; what is left is not remembered as one to go back to. */
  Roles rolledBack() {
    String back = earlier.get(0);
    return new Roles(
            Optional.of(back), earlier.subList(1, earlier.size()), canary, canaryCameras, shadow)
        .withoutTrialRolesOf(back);
  }

  Roles withCanary(String version, Set<CameraId> cameras) {
    Roles freed = withoutTrialRolesOf(version);
    return new Roles(freed.active, freed.earlier, Optional.of(version), cameras, freed.shadow);
  }

  Roles withoutCanary() {
    return new Roles(active, earlier, Optional.empty(), Set.of(), shadow);
  }

  Roles withShadow(Optional<String> version) {
    return new Roles(active, earlier, canary, canaryCameras, version);
  }

  /** A version that is no longer there. */
  Roles without(String version) {
    Roles freed = withoutTrialRolesOf(version);
    return new Roles(
        freed.active.filter(v -> !v.equals(version)),
        freed.earlier.stream().filter(v -> !v.equals(version)).toList(),
        freed.canary,
        freed.canaryCameras,
        freed.shadow);
  }

  private Roles withoutTrialRolesOf(String version) {
    Roles freed = canary.filter(version::equals).isPresent() ? withoutCanary() : this;
    return freed.shadow.filter(version::equals).isPresent()
        ? freed.withShadow(Optional.empty())
        : freed;
  }

  /** In words, for the audit and for messages. */
  @Override
  public String toString() {
    return "active "
        + active.orElse("none")
        + canary.map(v -> ", canary " + v + " on " + new TreeSet<>(names())).orElse("")
        + shadow.map(v -> ", shadow " + v).orElse("");
  }

  private List<String> names() {
    return canaryCameras.stream().map(CameraId::value).toList();
  }
}
