package io.cityward.alerts.verification;

import io.cityward.alerts.alert.Subject;
import io.cityward.core.settings.Section;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * Which cases are verified how.
 *
 * @param usual for codes that are not named
 * @param byCode by event code
 * @param zone whose hours count
 */
public record VerificationSettings(
    VerificationPolicy usual, Map<String, VerificationPolicy> byCode, ZoneId zone) {

  /** What has fallen cannot be seen to be gone, and a report by hand has no camera. */
  private static final Set<String> UNSEEN = Set.of("high-altitude-throwing", "report");

  public static final VerificationSettings DEFAULT =
      new VerificationSettings(VerificationPolicy.BY_CAMERA, Map.of(), ZoneId.systemDefault());

  public VerificationSettings {
    byCode = Map.copyOf(byCode);
  }

  /** Reads the policy of all codes, and under {@code codes} those of some. */
  public static VerificationSettings read(Section section, ZoneId zone) {
    VerificationPolicy usual = VerificationPolicy.read(section, VerificationPolicy.BY_CAMERA);
    Map<String, VerificationPolicy> byCode =
        section.named("codes", (code, own) -> VerificationPolicy.read(own, usual));
    return new VerificationSettings(usual, byCode, zone);
  }

  VerificationPolicy of(Subject subject) {
    VerificationPolicy named = byCode.get(subject.eventCode());
    if (named != null) {
      return named;
    }
    return UNSEEN.contains(subject.scene()) ? VerificationPolicy.BY_PERSON : usual;
  }
}
