package io.cityward.alerts.verdict;

import io.cityward.alerts.alert.Alert;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.util.List;
import java.util.Optional;

/**
 * How alerts are judged.
 *
 * @param confirm rules that confirm without a person; the first that takes an alert does
 * @param calibration when rejections are too many
 */
public record VerdictSettings(
    RejectCauses causes, List<ConfirmRule> confirm, CalibrationRule calibration) {

  public static final VerdictSettings DEFAULT =
      new VerdictSettings(RejectCauses.DEFAULT, List.of(), CalibrationRule.DEFAULT);

  public VerdictSettings {
    confirm = List.copyOf(confirm);
    List<String> names = confirm.stream().map(ConfirmRule::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw CityException.invalid("confirm", names, "a different name for each");
    }
  }

  public static VerdictSettings read(Section section) {
    List<RejectCause> causes = section.sections("causes", RejectCause::read);
    List<ConfirmRule> confirm = section.sections("confirm", ConfirmRule::read);
    CalibrationRule calibration =
        section.read("calibration", CalibrationRule::read).orElse(CalibrationRule.DEFAULT);
    return section.build(
        () ->
            new VerdictSettings(
                section.has("causes") ? new RejectCauses(causes) : RejectCauses.DEFAULT,
                confirm,
                calibration));
  }

  /** The rule that confirms an alert. */
  public Optional<ConfirmRule> ruleFor(Alert alert) {
    return confirm.stream().filter(rule -> rule.takes(alert)).findFirst();
  }
}
