package io.cityward.alerts.algorithm;

import static io.cityward.alerts.algorithm.Versions.NOON;
import static io.cityward.alerts.algorithm.Versions.STREET;
import static io.cityward.alerts.algorithm.Versions.facts;
import static io.cityward.alerts.algorithm.Versions.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.algorithm.RoleAction.Activate;
import io.cityward.alerts.algorithm.RoleAction.RollBack;
import io.cityward.alerts.algorithm.RoleAction.StartCanary;
import io.cityward.alerts.algorithm.RoleAction.StartShadow;
import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.AuditTable;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlgorithmBookIT {

  private static final int MOST = 3;

  @TempDir Path folder;

  private SqliteAlertStore store;
  private AlgorithmBook book;
  private int keys;

  @BeforeEach
  void start() {
    store = new SqliteAlertStore(folder.resolve("book.db"));
    store.start();
    book = new AlgorithmBook(store, Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private Command li() {
    return new Command("li", "k" + keys++);
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static Outcome.Refused<?> refused(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return (Outcome.Refused<?>) outcome;
  }

  private AlgorithmVersion upload(String version) {
    return done(book.upload(id(version), facts(version), MOST, li()));
  }

  private void tried(String version) {
    book.tried(upload(version), Versions.passed());
  }

  private Outcome<Algorithm> ask(RoleAction action) {
    return ask(action, book.get(STREET).revision(), "because");
  }

  private Outcome<Algorithm> ask(RoleAction action, long revision, String reason) {
    return book.change(new RoleCommand(STREET, action, revision, reason, li()));
  }

  private List<AuditEntry> audited() {
    return store.read(ledger -> ledger.audit().page("", Long.MAX_VALUE, 100)).stream()
        .map(AuditTable.Numbered::entry)
        .toList();
  }

  @Test
  void keepsAVersionWithTheReportOfItsTrial() {
    AlgorithmVersion version = upload("1.0.0");
    assertThat(version.state()).isEqualTo(VersionState.UPLOADED);
    assertThat(book.untried()).containsExactly(version);
    book.tried(book.version(id("1.0.0")), Versions.passed());
    store.close();
    start();
    AlgorithmVersion read = book.version(id("1.0.0"));
    assertThat(read.state()).isEqualTo(VersionState.TRIED);
    assertThat(read.trial()).contains(Versions.passed());
    assertThat(read.trial().orElseThrow().cost()).isEqualTo(1.5);
    assertThat(read.facts()).isEqualTo(facts("1.0.0"));
    assertThat(book.untried()).isEmpty();
  }

  @Test
  void aVersionThatFailsItsTrialNeverBecomesActive() {
    tried("1.0.0");
    done(ask(new Activate("1.0.0")));
    upload("1.1.0");
    book.tried(book.version(id("1.1.0")), Versions.failed());
    CameraId kerb = new CameraId("kerb");
    for (RoleAction action :
        List.of(
            new Activate("1.1.0"),
            new StartShadow("1.1.0"),
            new StartCanary("1.1.0", Set.of(kerb)))) {
      assertThat(refused(ask(action)).message())
          .isEqualTo("algorithm street: 1.1.0 is TRIAL_FAILED: output box8: NaN (expected: TRIED)");
    }
    assertThat(book.get(STREET).roles().active()).contains("1.0.0");
  }

  @Test
  void ofTwoAdminsWhoActivateAtOnceOneIsToldToReadAgain() throws Exception {
    tried("1.0.0");
    tried("1.1.0");
    long seen = book.get(STREET).revision();
    ExecutorService admins = Executors.newFixedThreadPool(2);
    List<Outcome<Algorithm>> outcomes = new ArrayList<>();
    try {
      List<Callable<Outcome<Algorithm>>> both =
          List.of(
              () -> change("li", new Activate("1.0.0"), seen),
              () -> change("wang", new Activate("1.1.0"), seen));
      for (Future<Outcome<Algorithm>> answer : admins.invokeAll(both)) {
        outcomes.add(answer.get());
      }
    } finally {
      admins.shutdownNow();
    }
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    Outcome.Refused<?> late =
        outcomes.stream()
            .filter(Outcome.Refused.class::isInstance)
            .map(o -> (Outcome.Refused<?>) o)
            .findFirst()
            .orElseThrow();
    assertThat(late.reason()).isEqualTo(Outcome.Refusal.STALE_VERSION);
    assertThat(late.message()).contains("changed by", "read it again");
  }

  private Outcome<Algorithm> change(String actor, RoleAction action, long seen) {
    return book.change(new RoleCommand(STREET, action, seen, "", new Command(actor, actor)));
  }

  @Test
  void aRollBackIsAuditedWithItsReason() {
    tried("1.0.0");
    tried("1.1.0");
    done(ask(new Activate("1.0.0")));
    done(ask(new Activate("1.1.0")));
    Algorithm back = done(ask(new RollBack(), book.get(STREET).revision(), "too many false ones"));
    assertThat(back.roles().active()).contains("1.0.0");
    AuditEntry entry = audited().get(0);
    assertThat(entry.action()).isEqualTo("algorithm.roll-back");
    assertThat(entry.subject()).isEqualTo("algorithm/street");
    assertThat(entry.reason()).isEqualTo("too many false ones");
    assertThat(entry.before()).contains("\"active\":\"1.1.0\"");
    assertThat(entry.after()).contains("\"active\":\"1.0.0\"");
  }

  @Test
  void theSameKeyAgainChangesNothing() {
    tried("1.0.0");
    tried("1.1.0");
    Command once = new Command("li", "once");
    RoleCommand command =
        new RoleCommand(STREET, new Activate("1.0.0"), book.get(STREET).revision(), "", once);
    Algorithm first = done(book.change(command));
    assertThat(done(book.change(command))).isEqualTo(first);
    RoleCommand other = new RoleCommand(STREET, new Activate("1.1.0"), first.revision(), "", once);
    assertThat(refused(book.change(other)).reason())
        .isEqualTo(Outcome.Refusal.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void theSamePackAgainIsTheSameVersionAndAnotherUnderItsNameIsRefused() {
    AlgorithmVersion first = upload("1.0.0");
    assertThat(done(book.upload(id("1.0.0"), facts("1.0.0"), MOST, li()))).isEqualTo(first);
    assertThatThrownBy(() -> book.upload(id("1.0.0"), facts("other"), MOST, li()))
        .hasMessageStartingWith("pack: street 1.0.0 with another content")
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
  }

  @Test
  void anUploadIsRecognisedByItsKeyAndItsZip() {
    Command by = new Command("li", "up");
    AlgorithmVersion made = done(book.upload(id("1.0.0"), facts("1.0.0"), MOST, by));
    assertThat(done(book.uploadedBefore("zip of 1.0.0", "up"))).contains(made);
    assertThat(done(book.uploadedBefore("zip of 1.0.0", "another"))).isEmpty();
    assertThat(refused(book.uploadedBefore("another zip", "up")).reason())
        .isEqualTo(Outcome.Refusal.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void anAlgorithmHasSoManyVersionsAndNoMore() {
    upload("1.0.0");
    upload("1.1.0");
    upload("1.2.0");
    assertThatThrownBy(() -> upload("1.3.0"))
        .hasMessage("versions of street: 3 (expected: fewer than 3, to add one; delete one)");
  }

  @Test
  void whatHasARoleOrIsWhereARollBackGoesIsNotDeleted() {
    tried("1.0.0");
    tried("1.1.0");
    tried("1.2.0");
    done(ask(new Activate("1.0.0")));
    done(ask(new Activate("1.1.0")));
    done(ask(new StartShadow("1.2.0")));
    assertThat(refused(book.delete(id("1.1.0"), li())).message()).contains("is active");
    assertThat(refused(book.delete(id("1.2.0"), li())).message()).contains("is shadow");
    assertThat(refused(book.delete(id("1.0.0"), li())).message()).contains("roll-back");
    done(ask(new RoleAction.StopShadow("1.2.0")));
    done(book.delete(id("1.2.0"), li()));
    assertThat(book.find(id("1.2.0"))).isEmpty();
    assertThat(audited().get(0).action()).isEqualTo("version.delete");
  }

  @Test
  void aTrialIsRunAgainOnlyForWhatHasNoRole() {
    tried("1.0.0");
    tried("1.1.0");
    done(ask(new Activate("1.0.0")));
    assertThat(refused(book.retry(id("1.0.0"), li())).message()).contains("is active");
    assertThat(done(book.retry(id("1.1.0"), li())).state()).isEqualTo(VersionState.UPLOADED);
    book.tried(book.version(id("1.1.0")), Versions.failed());
    assertThat(book.version(id("1.1.0")).state()).isEqualTo(VersionState.TRIAL_FAILED);
  }

  @Test
  void aReportThatNobodyWaitsForChangesNothing() {
    tried("1.0.0");
    book.tried(book.version(id("1.0.0")), Versions.failed());
    book.tried(Versions.version("9.9.9", VersionState.UPLOADED), Versions.passed());
    assertThat(book.version(id("1.0.0")).state()).isEqualTo(VersionState.TRIED);
    assertThat(book.find(id("9.9.9"))).isEmpty();
  }

  @Test
  void theReportOfAPackThatWasReplacedMeanwhileDoesNotCountForTheNewOne() {
    AlgorithmVersion old = upload("1.0.0");
    done(book.delete(id("1.0.0"), li()));
    done(book.upload(id("1.0.0"), facts("another"), MOST, li()));
    book.tried(old, Versions.passed());
    assertThat(book.version(id("1.0.0")).state()).isEqualTo(VersionState.UPLOADED);
  }

  @Test
  void whatComesWithCitywardIsActiveUntilSomebodyElseIs() {
    AtomicInteger told = new AtomicInteger();
    book.onChange(told::incrementAndGet);
    book.bundle(Map.of(id("1.0.0"), facts("a")));
    assertThat(book.get(STREET).roles().active()).contains("1.0.0");
    assertThat(book.version(id("1.0.0")).state()).isEqualTo(VersionState.TRIED);
    assertThat(refused(book.delete(id("1.0.0"), li())).message()).contains("comes with Cityward");
    book.bundle(Map.of(id("1.0.0"), facts("a")));
    assertThat(told).hasValue(1);

    tried("1.5.0");
    done(ask(new Activate("1.5.0")));
    book.bundle(Map.of(id("1.1.0"), facts("b")));
    assertThat(book.get(STREET).roles().active()).contains("1.5.0");
    assertThat(book.get(STREET).roles().earlier()).isEmpty();
    assertThat(book.find(id("1.0.0"))).isEmpty();
  }

  @Test
  void aReleaseThatRaisesABundledVersionRunsTheNewOne() {
    book.bundle(Map.of(id("1.0.0"), facts("a")));
    book.bundle(Map.of(id("1.1.0"), facts("b")));
    assertThat(book.get(STREET).roles().active()).contains("1.1.0");
    assertThat(book.versions(STREET)).extracting(AlgorithmVersion::id).containsExactly(id("1.1.0"));
  }

  @Test
  void rolesOutliveARestart() {
    tried("1.0.0");
    tried("1.1.0");
    tried("1.2.0");
    done(ask(new Activate("1.0.0")));
    done(ask(new Activate("1.1.0")));
    done(ask(new StartCanary("1.2.0", Set.of(new CameraId("kerb"), new CameraId("gate")))));
    Algorithm before = book.get(STREET);
    store.close();
    start();
    assertThat(book.get(STREET)).isEqualTo(before);
    assertThat(book.all()).containsExactly(before);
  }
}
