package io.cityward.alerts.algorithm;

import io.cityward.alerts.algorithm.RoleAction.Activate;
import io.cityward.alerts.algorithm.RoleAction.RollBack;
import io.cityward.alerts.algorithm.RoleAction.StartCanary;
import io.cityward.alerts.algorithm.RoleAction.StartShadow;
import io.cityward.alerts.algorithm.RoleAction.StopCanary;
import io.cityward.alerts.algorithm.RoleAction.StopShadow;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which roles may follow which. A version gets a role only after it has passed its trial, and has
 * one at a time; a promotion (shadow to canary, canary to active) ends the role it had.
 */
final class RoleMachine {

  /** What becomes of an action. */
  sealed interface Step {}

  record Moved(Roles roles) implements Step {}

  /** With what is so, and what would have to be. */
  record Refused(String message) implements Step {}

  private final String algorithm;
  private final Roles roles;
  private final Function<String, Optional<AlgorithmVersion>> versions;

  RoleMachine(
      String algorithm, Roles roles, Function<String, Optional<AlgorithmVersion>> versions) {
    this.algorithm = algorithm;
    this.roles = roles;
    this.versions = versions;
  }

  Step step(RoleAction action) {
    if (action instanceof Activate activate) {
      return activate(activate.version());
    }
    if (action instanceof RollBack) {
      return rollBack();
    }
    if (action instanceof StartCanary canary) {
      return startCanary(canary);
    }
    if (action instanceof StopCanary canary) {
      return is("canary", roles.canary(), canary.version())
          .orElseGet(() -> new Moved(roles.withoutCanary()));
    }
    if (action instanceof StartShadow shadow) {
      return startShadow(shadow.version());
    }
    StopShadow shadow = (StopShadow) action;
    return is("shadow", roles.shadow(), shadow.version())
        .orElseGet(() -> new Moved(roles.withShadow(Optional.empty())));
  }

  private Step activate(String version) {
    return mayRun(version).orElseGet(() -> new Moved(roles.activated(version)));
  }

  private Step rollBack() {
    return roles
        .previous()
        .map(back -> passed(back).orElseGet(() -> new Moved(roles.rolledBack())))
        .orElseGet(() -> refused("nothing was active before " + roles.active().orElse("")));
  }

  private Step startCanary(StartCanary canary) {
    return mayRun(canary.version())
        .or(() -> besideActive("canary"))
        .or(() -> other("canary", roles.canary(), canary.version()))
        .orElseGet(() -> new Moved(roles.withCanary(canary.version(), canary.cameras())));
  }

  private Step startShadow(String version) {
    Optional<Step> isCanary =
        roles
            .canary()
            .filter(version::equals)
            .map(v -> refused(v + " is the canary (expected: a version without a role)"));
    return mayRun(version)
        .or(() -> besideActive("shadow"))
        .or(() -> isCanary)
        .or(() -> other("shadow", roles.shadow(), version))
        .orElseGet(() -> new Moved(roles.withShadow(Optional.of(version))));
  }

  private Optional<Step> mayRun(String version) {
    return roles.active().filter(version::equals).isPresent()
        ? Optional.of(refused(version + " is active (expected: another version)"))
        : passed(version);
  }

  private Optional<Step> passed(String version) {
    Optional<AlgorithmVersion> known = versions.apply(version);
    if (known.isEmpty()) {
      return Optional.of(refused(version + " is not in the repository"));
    }
    AlgorithmVersion found = known.get();
    return found.state() == VersionState.TRIED
        ? Optional.empty()
        : Optional.of(
            refused(
                version
                    + " is "
                    + found.state()
                    + (found.stateReason().isEmpty() ? "" : ": " + found.stateReason())
                    + " (expected: TRIED)"));
  }

  private Optional<Step> besideActive(String role) {
    return roles.active().isPresent()
        ? Optional.empty()
        : Optional.of(
            refused("no version is active (expected: one, to put a " + role + " beside)"));
  }

  private Optional<Step> other(String role, Optional<String> has, String version) {
    return has.filter(v -> !v.equals(version))
        .map(v -> refused(v + " is the " + role + " (expected: none; stop it first)"));
  }

  private Optional<Step> is(String role, Optional<String> has, String version) {
    return has.filter(version::equals).isPresent()
        ? Optional.empty()
        : Optional.of(
            refused(
                version + " is not the " + role + " (" + has.orElse("none") + " is, of its kind)"));
  }

  private Step refused(String message) {
    return new Refused("algorithm " + algorithm + ": " + message);
  }
}
