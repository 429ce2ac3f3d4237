package io.cityward.alerts.compute.book;

import static io.cityward.alerts.compute.FakePool.GARBAGE;
import static io.cityward.alerts.compute.FakePool.SMOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.Outcome.Refusal;
import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.Application.Draft;
import io.cityward.alerts.compute.Application.State;
import io.cityward.alerts.compute.ApplicationId;
import io.cityward.alerts.compute.DepartmentShare;
import io.cityward.alerts.compute.FakePool;
import io.cityward.alerts.compute.Grant;
import io.cityward.alerts.compute.Headroom;
import io.cityward.alerts.compute.Member;
import io.cityward.alerts.compute.Period;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.AuditTable;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.alerts.workorder.Department;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an application to a share of the pool, on a real database. */
class ComputeBookIT {

  private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant JANUARY = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");

  @TempDir Path folder;
  private final FakePool pool = new FakePool();
  private final TestClock clock = TestClock.at(NOW);
  private final AtomicInteger keys = new AtomicInteger();
  private SqliteAlertStore store;
  private ComputeBook book;

  @BeforeEach
  void open() {
    store = new SqliteAlertStore(folder.resolve("book.db"));
    store.start();
    book = book(List.of(new Department("traffic-police", "交警支队", Optional.empty())));
    book.start();
    done(book.departments().create("urban", "城管", by("wang")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private ComputeBook book(List<Department> configured) {
    return new ComputeBook(
        store, configured, ComputeSettings.DEFAULT, pool, ComputePolicy.NAMES, clock);
  }

  private Command by(String actor) {
    return new Command(actor, "key-" + keys.incrementAndGet());
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static Outcome.Refused<?> refused(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return (Outcome.Refused<?>) outcome;
  }

  private static Draft draft(String department, Allotment asked) {
    return new Draft(department, asked, Optional.of(DECEMBER), JANUARY, "winter campaign");
  }

  private static Allotment compute(double guaranteed) {
    return new Allotment.Compute(guaranteed, Math.max(guaranteed, 1), 5);
  }

  private static Allotment algorithm(String name, double fps, String... cameras) {
    return Allotment.Algorithm.of(
        name, java.util.Arrays.stream(cameras).map(CameraId::new).toList(), fps);
  }

  private Application submit(String department, Allotment asked) {
    return done(book.applications().submit(draft(department, asked), by("zhang")));
  }

  private Outcome<Application> approve(Application application) {
    return book.applications()
        .approve(application.id(), application.revision(), "", Optional.empty(), by("li"));
  }

  private Grant granted(String department, Allotment asked) {
    Application approved = done(approve(submit(department, asked)));
    return book.grant(approved.decision().orElseThrow().grant().orElseThrow());
  }

  private double guaranteed(String department, Instant at) {
    DepartmentShare share = book.activeShares(at).get(department);
    return share == null ? 0 : share.guaranteed();
  }

  @Test
  void anApprovedApplicationBecomesAShareForItsTime() {
    Application pending = submit("urban", new Allotment.Compute(40, 80, 6));
    assertThat(pending.state()).isEqualTo(State.PENDING);
    assertThat(guaranteed("urban", DECEMBER)).isZero();
    Application approved = done(approve(pending));
    assertThat(approved.state()).isEqualTo(State.APPROVED);
    assertThat(approved.decision().orElseThrow().by()).isEqualTo("li");
    assertThat(book.activeShares(DECEMBER))
        .containsEntry("urban", new DepartmentShare(40, 80, 6))
        .containsEntry("city", new DepartmentShare(80, 120, 1));
    assertThat(guaranteed("urban", DECEMBER.minusNanos(1000))).isZero();
    assertThat(guaranteed("urban", JANUARY.minusNanos(1000))).isEqualTo(40);
    assertThat(guaranteed("urban", JANUARY)).isZero();
  }

  @Test
  void isThereAgainAfterARestart() {
    Grant grant = granted("urban", algorithmAfter(compute(40)));
    Application application = book.applications().get(grant.application());
    store.close();
    store = new SqliteAlertStore(folder.resolve("book.db"));
    store.start();
    book = book(List.of());
    assertThat(book.grant(grant.id())).isEqualTo(grant);
    assertThat(book.applications().get(application.id())).isEqualTo(application);
  }

  /** An algorithm needs compute first. */
  private Allotment algorithmAfter(Allotment compute) {
    granted("urban", compute);
    return algorithm(GARBAGE, 2, "cam-1", "cam-2");
  }

  @Test
  void anApplicationThatBreaksAGuaranteeIsTakenButNotApproved() {
    granted("traffic-police", compute(60));
    granted("urban", compute(30));
    Application third = submit("urban", compute(40));
    Outcome.Refused<?> refused = refused(approve(third));
    assertThat(refused.reason()).isEqualTo(Refusal.BREAKS_A_GUARANTEE);
    assertThat(refused.message())
        .isEqualTo(
            "capacity 120 CU - reserve 12 - granted 90 (traffic-police 60, urban 30) = 18 left"
                + " from 2026-12-01 to 2027-01-01; asked: 40");
    assertThat(book.applications().get(third.id())).isEqualTo(third);
    Headroom dry = book.applications().check(third.id());
    assertThat(dry.words()).isEqualTo(refused.message());
    assertThat(dry.fits()).isFalse();
  }

  @Test
  void aDepartmentAskingForMoreThanExistsIsRefusedAtOnce() {
    Outcome.Refused<?> refused =
        refused(book.applications().submit(draft("urban", compute(400)), by("zhang")));
    assertThat(refused.reason()).isEqualTo(Refusal.MORE_THAN_EXISTS);
    assertThat(refused.message())
        .isEqualTo("capacity 120 CU - reserve 12 = 108; asked: 400 (expected: at most 108)");
    assertThat(
            refused(
                    book.applications()
                        .submit(draft("urban", new Allotment.Compute(1, 121, 1)), by("zhang")))
                .message())
        .isEqualTo(
            "capacity 120 CU - reserve 12 = 108; asked ceiling: 121 (expected: at most 120)");
    assertThat(
            refused(
                    book.applications()
                        .submit(
                            draft("urban", algorithm(GARBAGE, 60, "cam-1", "cam-2")), by("zhang")))
                .reason())
        .isEqualTo(Refusal.MORE_THAN_EXISTS);
    assertThat(book.applications().page(Set.of(), Set.of(), Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void ofManyAdminsWhoApproveWhatDoesNotFitTogetherOneSucceedsPerPlace() throws Exception {
    List<Application> applications = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      applications.add(submit("urban", compute(50)));
    }
    List<Outcome<Application>> outcomes =
        atOnce(applications.stream().<Callable<Outcome<Application>>>map(a -> () -> approve(a)));
    assertThat(outcomes.stream().filter(o -> o instanceof Outcome.Done)).hasSize(2);
    assertThat(
            outcomes.stream()
                .filter(o -> o instanceof Outcome.Refused)
                .map(o -> refused(o).reason()))
        .hasSize(6)
        .containsOnly(Refusal.BREAKS_A_GUARANTEE);
    assertThat(guaranteed("urban", DECEMBER)).isEqualTo(100);
  }

  @Test
  void ofManyAdminsWhoDecideOnOneApplicationTheOthersAreToldWhatHappened() throws Exception {
    Application application = submit("urban", compute(20));
    List<Callable<Outcome<Application>>> admins = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String admin = "admin-" + i;
      admins.add(
          i % 2 == 0
              ? () ->
                  book.applications().approve(application.id(), 1, "", Optional.empty(), by(admin))
              : () -> book.applications().refuse(application.id(), 1, "not now", by(admin)));
    }
    List<Outcome<Application>> outcomes = atOnce(admins.stream());
    List<Application> won =
        outcomes.stream().filter(o -> o instanceof Outcome.Done).map(o -> done(o)).toList();
    assertThat(won).hasSize(1);
    assertThat(book.applications().get(application.id())).isEqualTo(won.get(0));
    String winner = won.get(0).decision().orElseThrow().by();
    outcomes.stream()
        .filter(o -> o instanceof Outcome.Refused)
        .map(o -> refused(o))
        .forEach(
            late -> {
              assertThat(late.reason()).isEqualTo(Refusal.STALE_VERSION);
              assertThat(late.message())
                  .startsWith("application " + application.id() + ": " + won.get(0).state())
                  .contains(" by " + winner + " at ")
                  .endsWith("(expected: PENDING; read it again)");
              assertThat(late.details()).containsEntry("decided_by", winner);
            });
  }

  private static <T> List<T> atOnce(java.util.stream.Stream<Callable<T>> work) throws Exception {
    List<Callable<T>> all = work.toList();
    CyclicBarrier start = new CyclicBarrier(all.size());
    ExecutorService threads = Executors.newFixedThreadPool(all.size());
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> one : all) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return one.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anAdminGrantsLessThanWasAskedFor() {
    Application asked = submit("urban", compute(40));
    Terms terms = new Terms(compute(10), new Period(DECEMBER, DECEMBER.plusSeconds(86_400)));
    Application changed =
        done(
            book.applications()
                .approve(asked.id(), 1, "ten will do", Optional.of(terms), by("li")));
    assertThat(changed.state()).isEqualTo(State.CHANGED);
    assertThat(changed.asked()).isEqualTo(compute(40));
    Grant grant = book.grant(changed.decision().orElseThrow().grant().orElseThrow());
    assertThat(grant.given()).isEqualTo(compute(10));
    assertThat(grant.ends()).isEqualTo("2026-12-02T00:00:00Z");
  }

  @Test
  void anAdminCannotGrantWhatNobodyAskedFor() {
    granted("urban", compute(60));
    Application asked = submit("urban", algorithm(GARBAGE, 1, "cam-1", "cam-2"));
    Period december = new Period(DECEMBER, JANUARY);
    List<Terms> wrong =
        List.of(
            new Terms(
                algorithm(GARBAGE, 1, "cam-1"), new Period(DECEMBER, JANUARY.plusNanos(1000))),
            new Terms(compute(1), december),
            new Terms(algorithm(SMOKE, 1, "cam-1"), december),
            new Terms(algorithm(GARBAGE, 1, "cam-3"), december));
    for (Terms terms : wrong) {
      assertThatThrownBy(
              () -> book.applications().approve(asked.id(), 1, "x", Optional.of(terms), by("li")))
          .isInstanceOfSatisfying(
              CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
    }
    assertThat(book.applications().get(asked.id())).isEqualTo(asked);
  }

  @Test
  void isRefusedWithAReasonOrTakenBackByWhoSubmittedIt() {
    Application first = submit("urban", compute(1));
    assertThat(done(book.applications().refuse(first.id(), 1, "no budget", by("li"))).state())
        .isEqualTo(State.REFUSED);
    Application second = submit("urban", compute(1));
    assertThat(refused(book.applications().withdraw(second.id(), by("li"))).message())
        .isEqualTo("li may not withdraw " + second.id() + " (expected: zhang, who submitted it)");
    assertThat(done(book.applications().withdraw(second.id(), by("zhang"))).state())
        .isEqualTo(State.WITHDRAWN);
    assertThat(refused(approve(second)).reason()).isEqualTo(Refusal.STALE_VERSION);
    assertThat(
            book.applications().page(Set.of("urban"), Set.of(State.WITHDRAWN), Long.MAX_VALUE, 10))
        .extracting(Application::id)
        .containsExactly(second.id());
  }

  @Test
  void theSameKeyAgainChangesNothing() {
    Draft draft = draft("urban", compute(20));
    Command submit = by("zhang");
    Application first = done(book.applications().submit(draft, submit));
    assertThat(done(book.applications().submit(draft, submit))).isEqualTo(first);
    assertThat(refused(book.applications().submit(draft("urban", compute(21)), submit)).reason())
        .isEqualTo(Refusal.IDEMPOTENCY_KEY_REUSED);
    Command decide = by("li");
    Application approved =
        done(book.applications().approve(first.id(), 1, "", Optional.empty(), decide));
    assertThat(done(book.applications().approve(first.id(), 1, "", Optional.empty(), decide)))
        .isEqualTo(approved);
    assertThat(book.grants(Set.of(), Optional.empty(), Long.MAX_VALUE, 10)).hasSize(1);
    Grant grant = book.grants(Set.of(), Optional.empty(), Long.MAX_VALUE, 10).get(0);
    Command revoke = by("li");
    Grant revoked = done(book.revoke(grant.id(), 1, "moved", revoke));
    assertThat(done(book.revoke(grant.id(), 1, "moved", revoke))).isEqualTo(revoked);
  }

  @Test
  void submittedAgainUnderItsKeyWhenItNoLongerFitsIsStillTheSame() {
    Draft draft = new Draft("urban", compute(20), Optional.empty(), JANUARY, "now");
    Command submit = by("zhang");
    Application first = done(book.applications().submit(draft, submit));
    assertThat(first.period().from()).isEqualTo(NOW);
    clock.advance(Duration.ofDays(1));
    pool.capacity = OptionalDouble.of(1);
    assertThat(done(book.applications().submit(draft, submit))).isEqualTo(first);
  }

  @Test
  void grantsEndByTheClockAlone() {
    granted("urban", compute(40));
    Grant grant = book.grants(Set.of("urban"), Optional.of(DECEMBER), Long.MAX_VALUE, 10).get(0);
    assertThat(grant.stateAt(NOW)).isEqualTo(Grant.State.AHEAD);
    assertThat(grant.stateAt(DECEMBER)).isEqualTo(Grant.State.ACTIVE);
    assertThat(grant.stateAt(JANUARY)).isEqualTo(Grant.State.ENDED);
    clock.set(JANUARY);
    Outcome.Refused<?> late = refused(book.revoke(grant.id(), 1, "too late", by("li")));
    assertThat(late.message())
        .isEqualTo(
            "grant " + grant.id() + ": it ended at 2027-01-01T00:00:00Z (expected: not ended)");
    assertThat(book.grants(Set.of("urban"), Optional.of(JANUARY), Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void aRevokedGrantIsFreeForOthersAtOnce() {
    Grant grant = granted("urban", compute(100));
    clock.set(DECEMBER.plusSeconds(60));
    Application other =
        done(
            book.applications()
                .submit(
                    new Draft("traffic-police", compute(100), Optional.empty(), JANUARY, "x"),
                    by("zhang")));
    assertThat(refused(approve(other)).reason()).isEqualTo(Refusal.BREAKS_A_GUARANTEE);
    Grant revoked = done(book.revoke(grant.id(), 1, "misused", by("li")));
    assertThat(revoked.stateAt(clock.instant())).isEqualTo(Grant.State.REVOKED);
    assertThat(guaranteed("urban", clock.instant())).isZero();
    assertThat(guaranteed("urban", DECEMBER)).isEqualTo(100);
    done(approve(other));
    assertThat(refused(book.revoke(grant.id(), 1, "again", by("wang"))).message())
        .contains("expected: 2, revoked by li at 2026-12-01T00:01:00Z");
  }

  @Test
  void aGrantThatIsRevokedBeforeItBeginsNeverIs() {
    Grant grant = granted("urban", compute(100));
    done(book.revoke(grant.id(), 1, "changed plans", by("li")));
    assertThat(guaranteed("urban", DECEMBER)).isZero();
    assertThat(book.entitlements(DECEMBER).grants()).isEmpty();
  }

  @Test
  void anApprovalThatComesLateGrantsTheRestOfThePeriod() {
    Application application = submit("urban", compute(40));
    clock.set(DECEMBER.plusSeconds(3600));
    Grant grant =
        book.grant(done(approve(application)).decision().orElseThrow().grant().orElseThrow());
    assertThat(grant.period().from()).isEqualTo("2026-12-01T01:00:00Z");
    Application tooLate = submit2();
    clock.set(JANUARY);
    assertThat(refused(approve(tooLate)).reason()).isEqualTo(Refusal.ILLEGAL_TRANSITION);
    assertThatThrownBy(() -> book.applications().check(tooLate.id()))
        .hasMessage(
            "application "
                + tooLate.id()
                + ": its period was over at 2027-01-01T00:00:00Z (expected: later than now)");
  }

  private Application submit2() {
    return done(
        book.applications()
            .submit(new Draft("urban", compute(1), Optional.empty(), JANUARY, "x"), by("zhang")));
  }

  @Test
  void anAlgorithmRunsOnGrantedCamerasWithinTheDepartmentsGuarantee() {
    granted("urban", compute(10));
    Application tooMuch = submit("urban", algorithm(GARBAGE, 3, "cam-1", "cam-2"));
    assertThat(refused(approve(tooMuch)).message())
        .isEqualTo(
            "urban is guaranteed 10 CU - algorithms 0 = 10 left from 2026-12-01 to 2027-01-01;"
                + " asked: 12 (2 cameras × 3 fps × 2 CU·s)");
    Grant grant = granted("urban", algorithm(GARBAGE, 2, "cam-1", "cam-2"));
    assertThat(grant.computeUnits()).isEqualTo(8);
    assertThat(book.entitlements(NOW).grants()).isEmpty();
    assertThat(book.entitlements(DECEMBER).grants()).contains(grant);
    assertThat(book.entitlements(JANUARY).grants()).isEmpty();
  }

  @Test
  void anAlgorithmWhoseCostIsUnknownCannotBeApprovedYet() {
    granted("urban", compute(10));
    Application application = submit("urban", algorithm(SMOKE, 1, "cam-1"));
    assertThat(refused(approve(application)).message())
        .isEqualTo("the cost of smoke has not been measured yet");
    pool.costs.put(SMOKE, 1.0);
    done(approve(application));
  }

  @Test
  void nothingIsApprovedBeforeThePoolHasBeenMeasured() {
    pool.capacity = OptionalDouble.empty();
    Application application = submit("urban", compute(1000));
    assertThat(refused(approve(application)).message())
        .isEqualTo("the pool's capacity has not been measured yet; asked: 1000");
  }

  @Test
  void refusesWhatDoesNotExist() {
    assertThatThrownBy(() -> submit("urban", algorithm("unknown", 1, "cam-1", "cam-77")))
        .hasMessage(
            "algorithm.algorithm: unknown (expected: an algorithm of the repository)\n"
                + "algorithm.camera_ids: cam-77 (expected: cameras that exist)");
    assertThatThrownBy(() -> submit("nobody", compute(1)))
        .hasMessage("department: nobody (no such department)");
    assertThatThrownBy(() -> submit("city", compute(1)))
        .hasMessage(
            "department_id: city (expected: another department; the city has what is not granted)");
    assertThatThrownBy(() -> book.applications().get(new ApplicationId(99)))
        .hasMessage("application: Q-0000000099 (no such application)");
  }

  @Test
  void refusesPeriodsThatCannotBe() {
    record Case(Instant from, Instant until, String message) {}
    List<Case> cases =
        List.of(
            new Case(NOW.minusSeconds(301), JANUARY, "period.from"),
            new Case(NOW.plus(Duration.ofDays(366)), NOW.plus(Duration.ofDays(400)), "period.from"),
            new Case(DECEMBER, DECEMBER, "period.until"),
            new Case(DECEMBER, DECEMBER.plus(Duration.ofDays(366)), "period.until"));
    for (Case wrong : cases) {
      assertThatThrownBy(
              () ->
                  book.applications()
                      .submit(
                          new Draft(
                              "urban", compute(1), Optional.of(wrong.from()), wrong.until(), "x"),
                          by("zhang")))
          .hasMessageStartingWith(wrong.message() + ": ");
    }
  }

  @Test
  void aDepartmentThatNamesApplicantsIsAppliedForByTheseAlone() {
    done(book.departments().put(new Member("urban", "chen", Member.Role.APPLICANT), by("wang")));
    done(book.departments().put(new Member("urban", "zhang", Member.Role.MEMBER), by("wang")));
    Outcome.Refused<?> refused =
        refused(book.applications().submit(draft("urban", compute(1)), by("zhang")));
    assertThat(refused.reason()).isEqualTo(Refusal.NOT_ALLOWED);
    assertThat(refused.message())
        .isEqualTo("zhang may not apply for urban (expected: one of its applicants)");
    done(book.applications().submit(draft("urban", compute(1)), by("chen")));
    done(book.departments().remove("urban", "chen", by("wang")));
    assertThat(book.departments().members("urban"))
        .containsExactly(new Member("urban", "zhang", Member.Role.MEMBER));
    done(book.applications().submit(draft("urban", compute(1)), by("zhang")));
  }

  @Test
  void everyChangeTellsListenersAndLeavesATrail() {
    AtomicInteger told = new AtomicInteger();
    book.onChange(told::incrementAndGet);
    Grant grant = granted("urban", compute(40));
    done(book.revoke(grant.id(), 1, "moved", by("li")));
    assertThat(told).hasValue(3);
    assertThat(book.audit("", Long.MAX_VALUE, 10))
        .extracting(n -> n.entry().action())
        .containsExactly(
            "grant.revoke",
            "application.approve",
            "grant.create",
            "application.submit",
            "department.create");
    AuditTable.Numbered revoked = book.audit("grant/", Long.MAX_VALUE, 1).get(0);
    assertThat(revoked.entry().actor()).isEqualTo("li");
    assertThat(revoked.entry().reason()).isEqualTo("moved");
    assertThat(revoked.entry().before()).contains("\"guaranteed\":40.0").doesNotContain("revoked");
    assertThat(revoked.entry().after()).contains("\"revoked_at\":\"2026-11-25T04:00:00Z\"");
    assertThat(book.audit("grant/", revoked.seq(), 10)).hasSize(1);
  }

  @Test
  void aListenerThatFailsUndoesNothing() {
    AtomicInteger told = new AtomicInteger();
    book.onChange(
        () -> {
          throw new IllegalStateException("the scheduler is broken");
        });
    book.onChange(told::incrementAndGet);
    granted("urban", compute(40));
    assertThat(told).hasValue(2);
    assertThat(guaranteed("urban", DECEMBER)).isEqualTo(40);
  }

  @Test
  void exactlyWhatExistsIsNotMoreThanExists() {
    pool.capacity = OptionalDouble.of(3.3);
    assertThat(3.3 - 3.3 * 0.1).isLessThan(2.97);
    granted("urban", compute(2.97));
    assertThat(guaranteed("city", DECEMBER)).isCloseTo(0.33, within(1e-9));
  }
}
