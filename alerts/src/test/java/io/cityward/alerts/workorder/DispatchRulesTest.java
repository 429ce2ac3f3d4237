package io.cityward.alerts.workorder;

import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchRulesTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "09009, A1,   reviewed",
        "09009, A2,   at once",
        "09009, A12,  none",
        "06010, A1,   none",
        "06010, B,    no system",
        "09009, B17,  no system",
        "09009, '',   none",
      })
  void takesTheFirstRuleThatFits(String code, String area, String rule) {
    Optional<DispatchRules.Choice> choice =
        Book.RULES.choose(
            DispatchCase.of(subject("cam-1", code, area), Findings.START, ZoneOffset.UTC));
    assertThat(choice.map(c -> c.rule().name()).orElse(null)).isEqualTo(rule);
  }

  @Test
  void refusesRulesThatContradictThemselvesAllAtOnce() {
    Department twice = new Department("urban", "Urban management", Optional.empty());
    DispatchRule lost = new DispatchRule("r", List.of(), List.of(), "nobody", true);
    assertThatThrownBy(() -> new DispatchRules(List.of(twice, twice), List.of(lost, lost)))
        .hasMessageContaining("departments[1].id: urban (expected: an id used once)")
        .hasMessageContaining("rules[0].department: nobody (expected: one of [urban])")
        .hasMessageContaining("rules[1].name: r (expected: a name used once)");
  }
}
