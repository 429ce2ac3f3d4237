package io.cityward.alerts.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.store.DecisionReader;
import io.cityward.alerts.workorder.OrderState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainerTest {

  private static final double NOISE = 1 / 12.0;
  private static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");

  @Test
  void learnsWhatAnImaginedCityDoesAndKnowsHowSureItIs() {
    Report report = Trainer.train(History.decisions(2000, NOISE)).report();
    System.out.printf(
        "learned dispatcher on %d held-out of %d decisions (%d returned): accuracy %.3f, of the"
            + " event's commonest %.3f, of the commonest %.3f, calibration error %.3f%n%s%n",
        report.heldOut(),
        report.decisions(),
        report.returned(),
        report.accuracy(),
        report.majorityByEvent(),
        report.majority(),
        report.calibrationError(),
        report.coverage());
    // One in twelve cannot be known, and a few of those that came back.
    assertThat(report.accuracy()).isGreaterThan(0.85);
    assertThat(report.majorityByEvent()).isLessThan(0.6);
    assertThat(report.majority()).isLessThan(0.45);
    assertThat(report.calibrationError()).isLessThan(0.06);
    Report.Coverage sure = report.coverage().get(3);
    assertThat(sure.threshold()).isEqualTo(0.8);
    assertThat(sure.covered()).isGreaterThan(0.6);
    assertThat(sure.accuracy()).isGreaterThanOrEqualTo(report.accuracy());
  }

  @Test
  void learnsNearlyEverythingWhereNothingIsLeftToChance() {
    assertThat(Trainer.train(History.decisions(2000, 0)).report().accuracy()).isGreaterThan(0.96);
  }

  @Test
  void isNotSureWhereDecisionsAreChance() {
    List<Decision> decisions = new ArrayList<>(History.decisions(1000, 0));
    List<String> departments =
        new ArrayList<>(decisions.stream().map(Decision::department).toList());
    Collections.shuffle(departments, new Random(3));
    for (int i = 0; i < decisions.size(); i++) {
      Decision d = decisions.get(i);
      decisions.set(i, new Decision(d.features(), departments.get(i), true, d.at()));
    }
    Report report = Trainer.train(decisions).report();
    System.out.printf(
        "by chance: accuracy %.3f, of the commonest %.3f, %s%n",
        report.accuracy(), report.majority(), report.coverage());
    assertThat(report.coverage().get(3).covered()).isLessThan(0.02);
  }

  @Test
  void givesTheSameModelForTheSameDecisionsInAnyOrder() {
    List<Decision> decisions = new ArrayList<>(History.decisions(300, NOISE));
    String first = Weights.write(Trainer.train(decisions).model());
    Collections.shuffle(decisions, new Random(5));
    assertThat(Weights.write(Trainer.train(decisions).model())).isEqualTo(first);
  }

  @Test
  void saysWhatSpokeForIt() {
    Model model =
        Weights.read(Weights.write(Trainer.train(History.decisions(2000, NOISE)).model()));
    Model.Guess guess =
        model.guess(
            Features.of(History.subject("06010", "310116001002", "人民路1号"), NOON, History.ZONE), "");
    assertThat(guess.department()).isEqualTo("cleaners-310116");
    assertThat(guess.confidence()).isGreaterThan(0.8);
    assertThat(guess.reasons())
        .hasSize(3)
        .anyMatch(r -> r.startsWith("event 06010 and area 310116"));
    Model.Guess school =
        model.guess(
            Features.of(History.subject("09009", "310116001002", "第三小学校门口"), NOON, History.ZONE),
            "");
    assertThat(school.department()).isEqualTo("school-guard");
    assertThat(school.reasons()).anyMatch(r -> r.startsWith("word "));
  }

  @Test
  void doesNotSayADepartmentAgainThatHasReturnedTheOrder() {
    Model model = Trainer.train(History.decisions(500, NOISE)).model();
    var features = Features.of(History.subject("09001", "310116001002", ""), NOON, History.ZONE);
    String first = model.guess(features, "").department();
    assertThat(model.guess(features, first).department()).isNotEqualTo(first);
  }

  @Test
  void learnsFromOrdersThatCameBackWhereNotToSendThem() {
    List<Decision> decisions = new ArrayList<>(History.decisions(400, 0));
    var features = Features.of(History.subject("77777", "310116001002", ""), NOON, History.ZONE);
    double before = chance(decisions, features, "vending-bureau");
    for (int i = 0; i < 30; i++) {
      decisions.add(new Decision(features, "vending-bureau", false, NOON.plusSeconds(i)));
    }
    assertThat(chance(decisions, features, "vending-bureau")).isLessThan(before / 2);
  }

  private static double chance(
      List<Decision> decisions, java.util.Set<String> features, String department) {
    Model model = Trainer.train(decisions).model();
    return model.chances(features)[model.departments().indexOf(department)];
  }

  @Test
  void countsWhatWasClosedOrDecidedByPeopleAndNotWhatAModelDid() {
    assertThat(known("li", OrderState.DISPATCHED)).isTrue();
    assertThat(known("rule parking", OrderState.DISPATCHED)).isFalse();
    assertThat(known("rule parking", OrderState.CLOSED)).isTrue();
    assertThat(known("learned dispatcher, model 3", OrderState.ACCEPTED)).isFalse();
    assertThat(known("learned dispatcher, model 3", OrderState.CLOSED)).isTrue();
    assertThat(known("li", OrderState.REJECTED)).isFalse();
    assertThat(Decision.of(row("li", OrderState.RETURNED), History.ZONE).orElseThrow().right())
        .isFalse();
  }

  private static boolean known(String by, OrderState state) {
    return Decision.of(row(by, state), History.ZONE).isPresent();
  }

  private static DecisionReader.Row row(String by, OrderState state) {
    return new DecisionReader.Row(History.subject("09009", "310116", ""), "urban", by, state, NOON);
  }

  @Test
  void saysIfThereIsTooLittleToLearnFrom() {
    assertThat(Trainer.refusal(List.of()))
        .isEqualTo(
            "0 decisions for 0 departments (expected: at least 50 for 2; closed orders and those"
                + " that people dispatched count)");
    assertThat(Trainer.refusal(History.decisions(100, 0))).isEmpty();
  }
}
