package io.cityward.alerts.registry;

import io.cityward.alerts.book.Once;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.camera.CameraDraft;
import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cameras that were added at run time. What a method has returned from is stored; whoever
 * connects to cameras acts on what it returned. Whether the settings make sense is the caller's to
 * know. Safe for any number of threads.
 */
public final class CameraRegistry {

  /** A bound, not a promise: each enabled camera has a thread. */
  private static final int MOST_CAMERAS = 20_000;

  private final AlertStore store;
  private final Clock clock;

  public CameraRegistry(AlertStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** In the order of their ids. */
  public List<RegisteredCamera> all() {
    return store.read(ledger -> ledger.cameras().all());
  }

  public Optional<RegisteredCamera> find(CameraId id) {
    return store.read(ledger -> ledger.cameras().find(id));
  }

  /**
   * Which command was carried out for a camera under a key.
   *
   * @return "CREATE", "UPDATE", "CALIBRATE", "ENABLE", "DISABLE" or "DELETE"; empty when the key is
   *     new
   */
  public Optional<String> before(CameraId id, String key) {
    return store
        .<Optional<String>>read(ledger -> ledger.commands().find(subject(id), key))
        .map(request -> request.split(" ", 2)[0]);
  }

  /**
   * Adds a camera.
   *
   * @throws CityException ALREADY_EXISTS, or FULL
   */
  public Outcome<RegisteredCamera> create(CameraDraft draft, Command command) {
    return once(
        draft.id(),
        "CREATE " + Fingerprint.of(draft),
        command,
        ledger -> new Outcome.Done<>(insert(ledger, draft, command)));
  }

  /**
   * Replaces what a camera is.
   *
   * @param basedOn the revision that the caller has seen; refused as stale if it is not the newest
   * @throws CityException NOT_FOUND
   */
  public Outcome<RegisteredCamera> update(CameraDraft draft, long basedOn, Command command) {
    return replace(draft, "UPDATE " + Fingerprint.of(draft), basedOn, command);
  }

  /**
   * Replaces what a camera is where one of its scenes was calibrated: under the same key it is the
   * same request whatever else was changed meanwhile.
   *
   * @param request the scene and its threshold
   * @param basedOn as in {@link #update}
   * @throws CityException NOT_FOUND
   */
  public Outcome<RegisteredCamera> calibrate(
      CameraDraft draft, String request, long basedOn, Command command) {
    return replace(draft, "CALIBRATE " + request, basedOn, command);
  }

  private Outcome<RegisteredCamera> replace(
      CameraDraft draft, String request, long basedOn, Command command) {
    return once(
        draft.id(),
        request,
        command,
        ledger -> {
          RegisteredCamera camera = ledger.cameras().get(draft.id());
          return camera.revision() == basedOn
              ? new Outcome.Done<>(change(ledger, camera, draft, command))
              : stale(camera, basedOn);
        });
  }

  /**
   * Enables or disables a camera; one that is so already is left as it is.
   *
   * @throws CityException NOT_FOUND
   */
  public Outcome<RegisteredCamera> setEnabled(CameraId id, boolean enabled, Command command) {
    return once(
        id,
        enabled ? "ENABLE" : "DISABLE",
        command,
        ledger -> {
          RegisteredCamera camera = ledger.cameras().get(id);
          CameraDraft draft = new CameraDraft(id, enabled, camera.settings(), camera.login());
          return new Outcome.Done<>(
              camera.enabled() == enabled ? camera : change(ledger, camera, draft, command));
        });
  }

  /**
   * Removes a camera; what the book tells of it stays.
   *
   * @return the camera as it was; empty if it was removed before under this key
   * @throws CityException NOT_FOUND
   */
  public Outcome<Optional<RegisteredCamera>> delete(CameraId id, Command command) {
    return store.write(
        ledger ->
            Once.run(
                ledger,
                subject(id),
                command.key(),
                "DELETE",
                now(),
                Optional::<RegisteredCamera>empty,
                () -> {
                  RegisteredCamera camera = ledger.cameras().get(id);
                  ledger.cameras().delete(id);
                  return new Outcome.Done<>(Optional.of(camera));
                }));
  }

  private Outcome<RegisteredCamera> once(
      CameraId id,
      String request,
      Command command,
      Function<Ledger, Outcome<RegisteredCamera>> work) {
    return store.write(
        ledger ->
            Once.run(
                ledger,
                subject(id),
                command.key(),
                request,
                now(),
                () -> ledger.cameras().get(id),
                () -> work.apply(ledger)));
  }

  private RegisteredCamera insert(Ledger ledger, CameraDraft draft, Command command) {
    if (ledger.cameras().find(draft.id()).isPresent()) {
      throw new CityException(
          ErrorCode.ALREADY_EXISTS, "camera: " + draft.id() + " (expected: an id not yet in use)");
    }
    if (ledger.cameras().count() >= MOST_CAMERAS) {
      throw new CityException(
          ErrorCode.FULL, "cameras: " + MOST_CAMERAS + " (expected: fewer, to add one)");
    }
    RegisteredCamera camera = camera(ledger, draft, command, now(), command.actor());
    ledger.cameras().insert(camera);
    return camera;
  }

  private RegisteredCamera change(
      Ledger ledger, RegisteredCamera before, CameraDraft draft, Command command) {
    RegisteredCamera camera =
        camera(ledger, draft, command, before.createdAt(), before.createdBy());
    ledger.cameras().update(camera);
    return camera;
  }

  private RegisteredCamera camera(
      Ledger ledger, CameraDraft draft, Command command, Instant createdAt, String createdBy) {
    return new RegisteredCamera(
        draft.id(),
        ledger.cameras().nextRevision(),
        draft.enabled(),
        draft.settings(),
        draft.login(),
        createdAt,
        createdBy,
        now(),
        command.actor());
  }

  private static Outcome<RegisteredCamera> stale(RegisteredCamera camera, long basedOn) {
    return new Outcome.Refused<>(
        Outcome.Refusal.STALE_VERSION,
        "camera "
            + camera.id()
            + ": revision "
            + basedOn
            + " (expected: "
            + camera.revision()
            + ", changed by "
            + camera.changedBy()
            + " at "
            + camera.changedAt()
            + "; read it again)",
        Map.of(
            "revision", Long.toString(camera.revision()),
            "changed_by", camera.changedBy(),
            "changed_at", camera.changedAt().toString()));
  }

  /** Apart from the numbers of alerts and orders, which begin with a capital letter. */
  private static String subject(CameraId id) {
    return "camera " + id;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
