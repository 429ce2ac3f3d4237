package io.cityward.alerts.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.algorithm.RoleAction.Activate;
import io.cityward.alerts.algorithm.RoleAction.RollBack;
import io.cityward.alerts.algorithm.RoleAction.StartCanary;
import io.cityward.alerts.algorithm.RoleAction.StartShadow;
import io.cityward.alerts.algorithm.RoleAction.StopCanary;
import io.cityward.alerts.algorithm.RoleAction.StopShadow;
import io.cityward.core.CameraId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleMachineTest {

  private static final CameraId KERB = new CameraId("kerb");
  private static final CameraId GATE = new CameraId("gate");

  private final Map<String, AlgorithmVersion> versions =
      Map.of(
          "1.0.0", Versions.version("1.0.0", VersionState.TRIED),
          "1.1.0", Versions.version("1.1.0", VersionState.TRIED),
          "1.2.0", Versions.version("1.2.0", VersionState.TRIED),
          "2.0.0", Versions.version("2.0.0", VersionState.TRIAL_FAILED),
          "3.0.0", Versions.version("3.0.0", VersionState.UPLOADED));

  private Roles roles = Roles.NONE;

  private RoleMachine.Step step(RoleAction action) {
    return new RoleMachine("street", roles, version -> Optional.ofNullable(versions.get(version)))
        .step(action);
  }

  private void move(RoleAction action) {
    RoleMachine.Step step = step(action);
    assertThat(step).isInstanceOf(RoleMachine.Moved.class);
    roles = ((RoleMachine.Moved) step).roles();
  }

  private String refusal(RoleAction action) {
    RoleMachine.Step step = step(action);
    assertThat(step).isInstanceOf(RoleMachine.Refused.class);
    return ((RoleMachine.Refused) step).message();
  }

  @Test
  void aVersionThatFailedItsTrialGetsNoRoleAtAll() {
    move(new Activate("1.0.0"));
    String message = "algorithm street: 2.0.0 is TRIAL_FAILED: it saw nothing (expected: TRIED)";
    assertThat(refusal(new Activate("2.0.0"))).isEqualTo(message);
    assertThat(refusal(new StartCanary("2.0.0", Set.of(KERB)))).isEqualTo(message);
    assertThat(refusal(new StartShadow("2.0.0"))).isEqualTo(message);
  }

  @Test
  void aVersionThatWasNotTriedYetGetsNoRoleEither() {
    move(new Activate("1.0.0"));
    assertThat(refusal(new Activate("3.0.0")))
        .isEqualTo("algorithm street: 3.0.0 is UPLOADED (expected: TRIED)");
  }

  @Test
  void anActivationRemembersWhatWasActiveAndARollBackGoesThere() {
    move(new Activate("1.0.0"));
    move(new Activate("1.1.0"));
    move(new Activate("1.2.0"));
    assertThat(roles.earlier()).containsExactly("1.1.0", "1.0.0");
    move(new RollBack());
    assertThat(roles.active()).contains("1.1.0");
    move(new RollBack());
    assertThat(roles.active()).contains("1.0.0");
    assertThat(refusal(new RollBack()))
        .isEqualTo("algorithm street: nothing was active before 1.0.0");
  }

  @Test
  void aVersionThatIsActivatedAgainIsRememberedOnce() {
    move(new Activate("1.0.0"));
    move(new Activate("1.1.0"));
    move(new Activate("1.0.0"));
    assertThat(roles.earlier()).containsExactly("1.1.0");
  }

  @Test
  void aRollBackDoesNotGoToWhatHasFailedATrialSince() {
    roles =
        new Roles(
            Optional.of("1.0.0"), List.of("2.0.0"), Optional.empty(), Set.of(), Optional.empty());
    assertThat(refusal(new RollBack())).contains("2.0.0 is TRIAL_FAILED");
  }

  @Test
  void aCanaryRunsOnItsCamerasAlone() {
    move(new Activate("1.0.0"));
    move(new StartCanary("1.1.0", Set.of(KERB)));
    assertThat(roles.on(KERB)).contains("1.1.0");
    assertThat(roles.on(GATE)).contains("1.0.0");
    move(new StartCanary("1.1.0", Set.of(GATE)));
    assertThat(roles.on(KERB)).contains("1.0.0");
    move(new StopCanary("1.1.0"));
    assertThat(roles.on(GATE)).contains("1.0.0");
  }

  @Test
  void aPromotionEndsTheRoleThatAVersionHad() {
    move(new Activate("1.0.0"));
    move(new StartShadow("1.1.0"));
    move(new StartCanary("1.1.0", Set.of(KERB)));
    assertThat(roles.shadow()).isEmpty();
    move(new Activate("1.1.0"));
    assertThat(roles.canary()).isEmpty();
    assertThat(roles.canaryCameras()).isEmpty();
    assertThat(roles.roleOf("1.1.0")).contains("active");
    assertThat(roles.roleOf("1.0.0")).isEmpty();
  }

  @Test
  void thereIsOneCanaryAndOneShadowAtATime() {
    move(new Activate("1.0.0"));
    move(new StartCanary("1.1.0", Set.of(KERB)));
    assertThat(refusal(new StartCanary("1.2.0", Set.of(GATE))))
        .isEqualTo("algorithm street: 1.1.0 is the canary (expected: none; stop it first)");
    assertThat(refusal(new StartShadow("1.1.0"))).contains("1.1.0 is the canary");
    move(new StartShadow("1.2.0"));
    move(new StopCanary("1.1.0"));
    assertThat(refusal(new StartShadow("1.1.0"))).contains("1.2.0 is the shadow");
  }

  @Test
  void nothingStandsBesideAnActiveVersionThatIsNotThere() {
    assertThat(refusal(new StartShadow("1.0.0"))).contains("no version is active");
    assertThat(refusal(new StartCanary("1.0.0", Set.of(KERB)))).contains("no version is active");
  }

  @Test
  void whatIsActiveNeedsNoOtherRole() {
    move(new Activate("1.0.0"));
    assertThat(refusal(new Activate("1.0.0")))
        .isEqualTo("algorithm street: 1.0.0 is active (expected: another version)");
    assertThat(refusal(new StartShadow("1.0.0"))).contains("1.0.0 is active");
  }

  @Test
  void whoStopsARoleNamesTheVersionThatHasIt() {
    move(new Activate("1.0.0"));
    move(new StartShadow("1.1.0"));
    assertThat(refusal(new StopShadow("1.2.0"))).contains("1.2.0 is not the shadow (1.1.0 is");
    move(new StopShadow("1.1.0"));
    assertThat(refusal(new StopCanary("1.1.0"))).contains("1.1.0 is not the canary (none is");
  }

  @ParameterizedTest
  @EnumSource(
      value = VersionState.class,
      names = {"UPLOADED", "TRIAL_FAILED"})
  void noStateButTriedLeadsToARole(VersionState state) {
    AlgorithmVersion version = Versions.version("1.0.0", state);
    RoleMachine.Step step =
        new RoleMachine("street", Roles.NONE, v -> Optional.of(version))
            .step(new Activate("1.0.0"));
    assertThat(step).isInstanceOf(RoleMachine.Refused.class);
  }
}
