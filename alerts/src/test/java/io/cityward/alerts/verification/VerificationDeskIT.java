package io.cityward.alerts.verification;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.START;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.evidence.DiskEvidenceStore;
import io.cityward.alerts.verification.Verification.State;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.Schedule;
import io.cityward.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationDeskIT {

  /** Two looks after a minute, a minute apart; a person after ten. */
  private static final VerificationPolicy TWO_LOOKS =
      new VerificationPolicy(
          VerificationPolicy.Mode.CAMERA,
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          2,
          Duration.ofMinutes(10),
          Schedule.ALWAYS);

  @TempDir Path folder;
  private final TestClock clock = TestClock.at(START.plusSeconds(100));
  private Book book;
  private DiskEvidenceStore evidence;
  private VerificationDesk desk;
  private Glance glance = sight("after");
  private OrderId order;

  @BeforeEach
  void handleACase() {
    book = new Book(folder, clock);
    evidence = new DiskEvidenceStore(folder.resolve("evidence"));
    evidence.start();
    desk = desk(TWO_LOOKS);
    order = raise("f-1");
    for (OrderAction action :
        List.of(OrderAction.REGISTER, OrderAction.ACCEPT, OrderAction.HANDLE)) {
      assertThat(book.command(order, action)).isInstanceOf(Outcome.Done.class);
    }
  }

  @AfterEach
  void close() {
    desk.close();
    book.close();
  }

  private VerificationDesk desk(VerificationPolicy policy) {
    VerificationDesk fresh =
        new VerificationDesk(
            book.store,
            evidence,
            book.desk,
            new VerificationSettings(policy, Map.of(), ZoneOffset.UTC),
            clock,
            book::changed);
    fresh.lookThrough(alert -> glance);
    return fresh;
  }

  private OrderId raise(String finding) {
    book.alerts.record(
        report(subject("cam-1", PARKING, "A1"), finding, "t-1", Phase.BEGUN, 0, 2, KERB));
    return book.only().order();
  }

  private Glance sight(String picture) {
    byte[] jpeg = picture.getBytes(StandardCharsets.UTF_8);
    return new Glance.Sight(
        Optional.of(new Glance.Picture(jpeg, clock.instant())), OptionalDouble.of(0.1));
  }

  private void seen(Phase phase) {
    double now = Duration.between(START, clock.instant()).toMillis() / 1000.0;
    book.alerts.record(report("f-1", "t-1", phase, now, KERB));
  }

  /** Lets time pass, look by look. */
  private void minutes(int minutes) {
    for (int i = 0; i < minutes; i++) {
      clock.advance(Duration.ofMinutes(1));
      desk.run();
    }
  }

  private WorkOrder order() {
    return book.order(order);
  }

  private Verification verification() {
    return book.store.read(ledger -> ledger.verifications().get(order));
  }

  @Test
  void closesACaseThatIsCleanInSeveralLooks() throws Exception {
    desk.run();
    assertThat(order().state()).isEqualTo(OrderState.VERIFYING);
    seen(Phase.ENDED);
    minutes(1);
    assertThat(order().state()).isEqualTo(OrderState.VERIFYING);
    minutes(1);
    assertThat(order().state()).isEqualTo(OrderState.CLOSED);
    assertThat(verification().state()).isEqualTo(State.CLEAN);
    assertThat(order().history())
        .last()
        .extracting(HistoryEntry::actor, HistoryEntry::note)
        .containsExactly(VerificationDesk.ACTOR, "clean in 2 looks in a row");
    Evidence after =
        book.only().evidence().stream()
            .filter(kept -> kept.kind() == Evidence.Kind.AFTER)
            .findFirst()
            .orElseThrow();
    assertThat(Files.readString(evidence.file(after.path()).orElseThrow())).isEqualTo("after");
  }

  @Test
  void sendsBackACaseThatIsStillThere() {
    desk.run();
    clock.advance(Duration.ofSeconds(10));
    seen(Phase.ONGOING);
    minutes(3);
    assertThat(order().state()).isEqualTo(OrderState.REWORK);
    assertThat(order().history()).last().extracting(HistoryEntry::note).asString().contains("seen");
    assertThat(book.only().evidence()).extracting(Evidence::kind).contains(Evidence.Kind.AFTER);
  }

  @Test
  void leavesToAPersonWhatItCannotTell() {
    glance = new Glance.Blind("camera cam-1: not live");
    desk.run();
    minutes(11);
    assertThat(order().state()).isEqualTo(OrderState.VERIFYING);
    assertThat(verification().state()).isEqualTo(State.FOR_A_PERSON);
    assertThat(verification().reason()).contains("cannot tell after").contains("not live");
    assertThat(order().history())
        .last()
        .extracting(HistoryEntry::note)
        .asString()
        .endsWith("not live; a person decides");
  }

  @Test
  void countsClearLooksInARowOnly() {
    desk.run();
    seen(Phase.ENDED);
    minutes(1);
    glance = new Glance.Blind("covered");
    minutes(1);
    glance = sight("after");
    minutes(1);
    assertThat(verification().clear()).isEqualTo(1);
    assertThat(order().state()).isEqualTo(OrderState.VERIFYING);
  }

  @Test
  void givesWayToWhoeverMovesTheOrder() {
    desk.run();
    assertThat(book.command(order, OrderAction.CLOSE)).isInstanceOf(Outcome.Done.class);
    minutes(2);
    assertThat(verification().state()).isEqualTo(State.OVERTAKEN);
    assertThat(order().history()).last().extracting(HistoryEntry::actor).isEqualTo("li");
  }

  @Test
  void beginsAnewWhenReworkIsHandled() {
    desk.run();
    clock.advance(Duration.ofSeconds(10));
    seen(Phase.ONGOING);
    minutes(3);
    for (OrderAction action : List.of(OrderAction.ACCEPT, OrderAction.HANDLE)) {
      assertThat(book.command(order, action)).isInstanceOf(Outcome.Done.class);
    }
    seen(Phase.ENDED);
    minutes(4);
    assertThat(order().state()).isEqualTo(OrderState.CLOSED);
  }

  @Test
  void goesOnInAnotherProcessWhereOneWasKilled() {
    desk.run();
    seen(Phase.ENDED);
    minutes(1);
    desk.close();
    desk = desk(TWO_LOOKS);
    minutes(1);
    assertThat(order().state()).isEqualTo(OrderState.CLOSED);
  }

  @Test
  void twoDesksTakeALookOnce() {
    desk.run();
    seen(Phase.ENDED);
    VerificationDesk other = desk(TWO_LOOKS);
    clock.advance(Duration.ofMinutes(1));
    desk.run();
    other.run();
    assertThat(verification().looks()).isEqualTo(1);
    other.close();
  }

  @Test
  void leavesCasesToPeopleWhereThePolicySaysSo() {
    desk.close();
    desk = desk(VerificationPolicy.BY_PERSON);
    desk.run();
    assertThat(order().state()).isEqualTo(OrderState.HANDLED);
    assertThat(verification().state()).isEqualTo(State.FOR_A_PERSON);
    assertThat(desk.lookAgain(order)).isInstanceOf(Outcome.Done.class);
    minutes(1);
    assertThat(order().state()).isEqualTo(OrderState.VERIFYING);
  }

  @Test
  void looksAgainWhenItIsAskedTo() {
    glance = new Glance.Blind("covered");
    desk.run();
    minutes(11);
    assertThat(verification().state()).isEqualTo(State.FOR_A_PERSON);
    glance = sight("after");
    seen(Phase.ENDED);
    assertThat(desk.lookAgain(order)).isInstanceOf(Outcome.Done.class);
    minutes(2);
    assertThat(order().state()).isEqualTo(OrderState.CLOSED);
  }

  @Test
  void doesNotLookAgainAtWhatIsNotHandled() {
    book.command(order, OrderAction.CLOSE);
    assertThat(desk.lookAgain(order))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.message()).contains("is CLOSED (expected: HANDLED"));
  }

  @Test
  void aLookThatThrowsIsABlindOne() {
    desk.lookThrough(
        alert -> {
          throw new IllegalStateException("broken");
        });
    desk.run();
    minutes(1);
    assertThat(verification().reason()).contains("broken");
  }
}
