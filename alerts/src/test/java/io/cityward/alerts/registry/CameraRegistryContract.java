package io.cityward.alerts.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.camera.CameraDraft;
import io.cityward.alerts.camera.Login;
import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.alerts.store.AlertStore;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the registry does on every database. */
abstract class CameraRegistryContract {

  private static final Instant NOON = Instant.parse("2026-05-01T04:00:00Z");
  private static final CameraId KERB = new CameraId("kerb");
  private static final Login LOGIN = new Login("viewer", "s3cret");

  private AlertStore store;
  private CameraRegistry registry;

  /** A store on the same, at first empty, database each time; not started. */
  abstract AlertStore create();

  @BeforeEach
  void start() {
    store = create();
    store.start();
    registry = new CameraRegistry(store, Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private static CameraDraft draft(String settings) {
    return new CameraDraft(KERB, true, settings, LOGIN);
  }

  private static Command by(String actor, String key) {
    return new Command(actor, key);
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static Outcome.Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).reason();
  }

  @Test
  void keepsACameraAsItWasGiven() {
    RegisteredCamera created = done(registry.create(draft("{\"name\":\"路口\"}"), by("li", "k1")));
    assertThat(created)
        .isEqualTo(
            new RegisteredCamera(
                KERB, 1, true, "{\"name\":\"路口\"}", LOGIN, NOON, "li", NOON, "li"));
    store.close();
    start();
    assertThat(registry.all()).containsExactly(created);
    assertThat(created.toString()).doesNotContain("s3cret");
  }

  @Test
  void aChangeRaisesTheRevisionAndSaysWhoMadeIt() {
    long first = done(registry.create(draft("{}"), by("li", "k1"))).revision();
    RegisteredCamera changed = done(registry.update(draft("{\"a\":1}"), first, by("wang", "k2")));
    assertThat(changed.revision()).isGreaterThan(first);
    assertThat(changed.createdBy()).isEqualTo("li");
    assertThat(changed.changedBy()).isEqualTo("wang");
    assertThat(registry.find(KERB)).contains(changed);
  }

  @Test
  void aChangeOfAnOldRevisionIsRefusedAndSaysWhoWasFaster() {
    long first = done(registry.create(draft("{}"), by("li", "k1"))).revision();
    done(registry.update(draft("{\"a\":1}"), first, by("wang", "k2")));
    Outcome<RegisteredCamera> late = registry.update(draft("{\"a\":2}"), first, by("zhang", "k3"));
    assertThat(refusal(late)).isEqualTo(Outcome.Refusal.STALE_VERSION);
    assertThat(((Outcome.Refused<?>) late).message())
        .isEqualTo(
            "camera kerb: revision 1 (expected: 2, changed by wang at 2026-05-01T04:00:00Z;"
                + " read it again)");
    assertThat(registry.find(KERB).orElseThrow().settings()).isEqualTo("{\"a\":1}");
  }

  @Test
  void ofManyChangesOnOneRevisionExactlyOneIsTaken() throws Exception {
    long first = done(registry.create(draft("{}"), by("li", "k"))).revision();
    List<Callable<Outcome<RegisteredCamera>>> changes =
        IntStream.range(0, 8)
            .<Callable<Outcome<RegisteredCamera>>>mapToObj(
                i -> () -> registry.update(draft("{\"a\":" + i + "}"), first, by("x", "k" + i)))
            .toList();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    int taken = 0;
    try {
      for (Future<Outcome<RegisteredCamera>> change : pool.invokeAll(changes)) {
        taken += change.get() instanceof Outcome.Done ? 1 : 0;
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(taken).isEqualTo(1);
  }

  @Test
  void theSameKeyAgainChangesNothing() {
    RegisteredCamera created = done(registry.create(draft("{}"), by("li", "k1")));
    assertThat(done(registry.create(draft("{}"), by("li", "k1")))).isEqualTo(created);
    RegisteredCamera changed =
        done(registry.update(draft("{\"a\":1}"), created.revision(), by("li", "k2")));
    assertThat(done(registry.update(draft("{\"a\":1}"), created.revision(), by("li", "k2"))))
        .isEqualTo(changed);
    assertThat(refusal(registry.create(draft("{\"b\":1}"), by("li", "k1"))))
        .isEqualTo(Outcome.Refusal.IDEMPOTENCY_KEY_REUSED);
    assertThat(registry.before(KERB, "k1")).contains("CREATE");
    assertThat(registry.before(KERB, "k2")).contains("UPDATE");
    assertThat(registry.before(KERB, "k3")).isEmpty();
  }

  @Test
  void anIdIsGivenOnce() {
    done(registry.create(draft("{}"), by("li", "k1")));
    assertThatThrownBy(() -> registry.create(draft("{}"), by("li", "k2")))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    assertThat(registry.before(KERB, "k2")).isEmpty();
  }

  @Test
  void isDisabledAndEnabledAgain() {
    RegisteredCamera created = done(registry.create(draft("{}"), by("li", "k1")));
    assertThat(done(registry.setEnabled(KERB, true, by("li", "k2")))).isEqualTo(created);
    RegisteredCamera disabled = done(registry.setEnabled(KERB, false, by("li", "k3")));
    assertThat(disabled.enabled()).isFalse();
    assertThat(disabled.revision()).isGreaterThan(created.revision());
    assertThat(disabled.login()).isEqualTo(LOGIN);
  }

  @Test
  void aCameraThatIsDeletedIsGoneAndItsRevisionsAreNotUsedAgain() {
    RegisteredCamera created = done(registry.create(draft("{}"), by("li", "k1")));
    assertThat(done(registry.delete(KERB, by("li", "k2")))).contains(created);
    assertThat(done(registry.delete(KERB, by("li", "k2")))).isEqualTo(Optional.empty());
    assertThat(registry.all()).isEmpty();
    assertThatThrownBy(() -> registry.delete(KERB, by("li", "k3")))
        .hasMessage("camera: kerb (no such camera)");
    assertThatThrownBy(() -> registry.update(draft("{}"), created.revision(), by("li", "k4")))
        .hasMessage("camera: kerb (no such camera)");
    RegisteredCamera again = done(registry.create(draft("{}"), by("li", "k5")));
    assertThat(again.revision()).isGreaterThan(created.revision());
  }

  @Test
  void listsInTheOrderOfIds() {
    for (String id : List.of("b", "a-1", "c", "a")) {
      CameraDraft draft = new CameraDraft(new CameraId(id), false, "{}", Login.NONE);
      done(registry.create(draft, by("li", "k")));
    }
    assertThat(registry.all())
        .extracting(camera -> camera.id().value())
        .containsExactly("a", "a-1", "b", "c");
  }
}
