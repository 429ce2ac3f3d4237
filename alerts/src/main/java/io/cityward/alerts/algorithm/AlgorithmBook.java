package io.cityward.alerts.algorithm;

import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.audit.AuditJson;
import io.cityward.alerts.book.Once;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The versions of the algorithms, their states and their roles. What a method has returned from is
 * stored, with its entry in the audit trail. A version that has not passed its trial gets no role.
 * Safe for any number of threads.
 */
public final class AlgorithmBook {

  private static final String UPLOADS = "algorithm upload";
  private static final int LONGEST_REASON = 900;

  private final AlertStore store;
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public AlgorithmBook(AlertStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Those with at least one version, in the order of their names. */
  public List<Algorithm> all() {
    return store.read(ledger -> ledger.algorithms().all());
  }

  /**
   * One algorithm.
   *
   * @throws CityException NOT_FOUND
   */
  public Algorithm get(String name) {
    return store.read(ledger -> ledger.algorithms().get(name));
  }

  public Optional<Algorithm> find(String name) {
    return store.read(ledger -> ledger.algorithms().find(name));
  }

  /** The highest first. */
  public List<AlgorithmVersion> versions(String algorithm) {
    return store.read(ledger -> ledger.versions().of(algorithm));
  }

  /** Of all algorithms. */
  public List<AlgorithmVersion> versions() {
    return store.read(ledger -> ledger.versions().all());
  }

  public Optional<AlgorithmVersion> find(VersionId id) {
    return store.read(ledger -> ledger.versions().find(id));
  }

  /**
   * One version.
   *
   * @throws CityException NOT_FOUND
   */
  public AlgorithmVersion version(VersionId id) {
    return store.read(ledger -> ledger.versions().get(id));
  }

  /** Told after each change of roles, by the thread that made it; must not block for long. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * What an upload under this key has made before.
   *
   * @return empty when the key is new; refused when it was used for another ZIP
   */
  public Outcome<Optional<AlgorithmVersion>> uploadedBefore(String archiveSha256, String key) {
    return store.read(
        ledger -> {
          Optional<String> before = ledger.commands().find(UPLOADS, key);
          if (before.isEmpty()) {
            return new Outcome.Done<>(Optional.empty());
          }
          return before.get().equals(request(archiveSha256))
              ? new Outcome.Done<>(ledger.versions().ofArchive(archiveSha256))
              : new Outcome.Refused<>(
                  Outcome.Refusal.IDEMPOTENCY_KEY_REUSED,
                  "upload: this idempotency key was used for " + before.get() + " before",
                  Map.of("used_for", before.get()));
        });
  }

  /**
   * The version that has this id and this content already.
   *
   * @throws CityException ALREADY_EXISTS if its content is another
   */
  public Optional<AlgorithmVersion> same(VersionId id, PackFacts facts) {
    return store.read(ledger -> same(ledger, id, facts));
  }

  /**
   * Adds a version, to be tried.
   *
   * @param most how many uploaded versions an algorithm may have
   * @throws CityException ALREADY_EXISTS, or FULL
   */
  public Outcome<AlgorithmVersion> upload(
      VersionId id, PackFacts facts, int most, Command command) {
    return store.write(
        ledger ->
            Once.run(
                ledger,
                UPLOADS,
                command.key(),
                request(facts.archiveSha256()),
                now(),
                () -> ledger.versions().get(id),
                () ->
                    new Outcome.Done<>(
                        same(ledger, id, facts)
                            .orElseGet(() -> insert(ledger, id, facts, most, command)))));
  }

  private static String request(String archiveSha256) {
    return "UPLOAD " + archiveSha256;
  }

  private static Optional<AlgorithmVersion> same(Ledger ledger, VersionId id, PackFacts facts) {
    Optional<AlgorithmVersion> there = ledger.versions().find(id);
    if (there.isPresent() && !there.get().facts().sha256().equals(facts.sha256())) {
      throw new CityException(
          ErrorCode.ALREADY_EXISTS,
          "pack: "
              + id
              + " with another content (expected: a version not yet in the repository; raise"
              + " version in pack.yml)");
    }
    return there;
  }

  private AlgorithmVersion insert(
      Ledger ledger, VersionId id, PackFacts facts, int most, Command command) {
    long uploaded =
        ledger.versions().of(id.algorithm()).stream()
            .filter(version -> version.origin() == VersionOrigin.UPLOADED)
            .count();
    if (uploaded >= most) {
      throw new CityException(
          ErrorCode.FULL,
          "versions of "
              + id.algorithm()
              + ": "
              + uploaded
              + " (expected: fewer than "
              + most
              + ", to add one; delete one)");
    }
    if (ledger.algorithms().find(id.algorithm()).isEmpty()) {
      put(ledger, id.algorithm(), Roles.NONE, command.actor());
    }
    AlgorithmVersion version =
        new AlgorithmVersion(
            id,
            VersionOrigin.UPLOADED,
            VersionState.UPLOADED,
            "its trial waits",
            facts,
            now(),
            command.actor(),
            Optional.empty());
    ledger.versions().insert(version);
    audit(
        ledger,
        command.actor(),
        "version.upload",
        subject(id),
        "",
        "",
        AuditJson.of("sha256", facts.sha256(), "bytes", facts.bytes()));
    return version;
  }

  /** Those whose trial waits or was interrupted, the oldest first. */
  public List<AlgorithmVersion> untried() {
    return versions().stream().filter(version -> version.state() == VersionState.UPLOADED).toList();
  }

  /**
   * Stores how a trial ended; without effect on a version that does not wait for it.
   *
   * @param tried as it was when the trial began: what has come under its name since is another pack
   */
  public void tried(AlgorithmVersion tried, TrialReport report) {
    VersionId id = tried.id();
    String reason = cut(String.join("; ", report.problems()));
    VersionState state = report.ok() ? VersionState.TRIED : VersionState.TRIAL_FAILED;
    store.write(
        ledger -> {
          ledger
              .versions()
              .find(id)
              .filter(version -> version.state() == VersionState.UPLOADED)
              .filter(version -> version.facts().sha256().equals(tried.facts().sha256()))
              .ifPresent(
                  version -> {
                    ledger.versions().update(version.in(state, reason, Optional.of(report)));
                    audit(
                        ledger,
                        Bundled.ACTOR,
                        "version.trial",
                        subject(id),
                        reason,
                        AuditJson.of("state", version.state().name()),
                        AuditJson.of("state", state.name()));
                  });
          return state;
        });
  }

  /**
   * Lets a version be tried again. One with a role stays as it is: what runs is not put in doubt by
   * a busy machine.
   *
   * @throws CityException NOT_FOUND
   */
  public Outcome<AlgorithmVersion> retry(VersionId id, Command command) {
    return store.write(
        ledger ->
            Once.run(
                ledger,
                key(id.algorithm()),
                command.key(),
                "RETRY " + id.version(),
                now(),
                () -> ledger.versions().get(id),
                () -> retry(ledger, id, command)));
  }

  private Outcome<AlgorithmVersion> retry(Ledger ledger, VersionId id, Command command) {
    AlgorithmVersion version = ledger.versions().get(id);
    Optional<String> role = ledger.algorithms().get(id.algorithm()).roles().roleOf(id.version());
    if (role.isPresent()) {
      return refused(id + " is " + role.get() + " (expected: a version without a role)");
    }
    AlgorithmVersion again = version.in(VersionState.UPLOADED, "its trial waits", version.trial());
    ledger.versions().update(again);
    audit(
        ledger,
        command.actor(),
        "version.retry",
        subject(id),
        "",
        AuditJson.of("state", version.state().name()),
        AuditJson.of("state", again.state().name()));
    return new Outcome.Done<>(again);
  }

  /**
   * Changes roles.
   *
   * @throws CityException NOT_FOUND
   */
  public Outcome<Algorithm> change(RoleCommand command) {
    String name = command.algorithm();
    Outcome<Algorithm> outcome =
        store.write(
            ledger ->
                Once.run(
                    ledger,
                    key(name),
                    command.by().key(),
                    Fingerprints.of(command.action()),
                    now(),
                    () -> ledger.algorithms().get(name),
                    () -> change(ledger, command)));
    tell(outcome);
    return outcome;
  }

  private Outcome<Algorithm> change(Ledger ledger, RoleCommand command) {
    Algorithm algorithm = ledger.algorithms().get(command.algorithm());
    if (algorithm.revision() != command.basedOn()) {
      return stale(algorithm, command.basedOn());
    }
    RoleMachine machine =
        new RoleMachine(
            algorithm.name(),
            algorithm.roles(),
            version -> ledger.versions().find(new VersionId(algorithm.name(), version)));
    RoleMachine.Step step = machine.step(command.action());
    if (step instanceof RoleMachine.Refused refused) {
      return refused(refused.message());
    }
    Roles roles = ((RoleMachine.Moved) step).roles();
    Algorithm changed = put(ledger, algorithm.name(), roles, command.by().actor());
    audit(
        ledger,
        command.by().actor(),
        "algorithm." + command.action().verb(),
        "algorithm/" + algorithm.name(),
        command.reason(),
        RolesAudit.of(algorithm.roles()),
        RolesAudit.of(roles));
    return new Outcome.Done<>(changed);
  }

  /**
   * Takes a version out of the repository, with what it found as a shadow; the caller removes its
   * files.
   *
   * @throws CityException NOT_FOUND
   */
  public Outcome<Algorithm> delete(VersionId id, Command command) {
    return store.write(
        ledger ->
            Once.run(
                ledger,
                key(id.algorithm()),
                command.key(),
                "DELETE " + id.version(),
                now(),
                () -> ledger.algorithms().get(id.algorithm()),
                () -> delete(ledger, id, command)));
  }

  private Outcome<Algorithm> delete(Ledger ledger, VersionId id, Command command) {
    AlgorithmVersion version = ledger.versions().get(id);
    Algorithm algorithm = ledger.algorithms().get(id.algorithm());
    if (version.origin() == VersionOrigin.BUNDLED) {
      return refused(id + " comes with Cityward (expected: an uploaded version)");
    }
    Optional<String> role = algorithm.roles().roleOf(id.version());
    if (role.isPresent()) {
      return refused(id + " is " + role.get() + " (expected: a version without a role)");
    }
    if (algorithm.roles().previous().filter(id.version()::equals).isPresent()) {
      return refused(id + " is what a roll-back goes to (expected: another version)");
    }
    ledger.versions().delete(id);
    ledger.shadows().deleteOf(id);
    Algorithm left =
        put(ledger, id.algorithm(), algorithm.roles().without(id.version()), command.actor());
    audit(
        ledger,
        command.actor(),
        "version.delete",
        subject(id),
        "",
        AuditJson.of("sha256", version.facts().sha256(), "state", version.state().name()),
        "");
    return new Outcome.Done<>(left);
  }

  /**
   * Brings the versions that come with this release into the book, and takes those out that no
   * longer do. A bundled version becomes active where none is, or where the bundled one that was is
   * gone; what somebody has activated stays.
   */
  public void bundle(Map<VersionId, PackFacts> packs) {
    boolean changed = store.write(ledger -> new Bundled(ledger, now()).bring(packs));
    if (changed) {
      listeners.forEach(Runnable::run);
    }
  }

  private Algorithm put(Ledger ledger, String name, Roles roles, String actor) {
    Algorithm algorithm =
        new Algorithm(name, ledger.algorithms().nextRevision(), roles, now(), actor);
    ledger.algorithms().put(algorithm);
    return algorithm;
  }

  private void audit(
      Ledger ledger,
      String actor,
      String action,
      String subject,
      String reason,
      String before,
      String after) {
    ledger.audit().append(new AuditEntry(now(), actor, action, subject, reason, before, after));
  }

  private void tell(Outcome<?> outcome) {
    if (outcome instanceof Outcome.Done) {
      listeners.forEach(Runnable::run);
    }
  }

  private static <T> Outcome<T> refused(String message) {
    return new Outcome.Refused<>(Outcome.Refusal.ILLEGAL_TRANSITION, message, Map.of());
  }

  private static Outcome<Algorithm> stale(Algorithm algorithm, long basedOn) {
    return new Outcome.Refused<>(
        Outcome.Refusal.STALE_VERSION,
        "algorithm "
            + algorithm.name()
            + ": revision "
            + basedOn
            + " (expected: "
            + algorithm.revision()
            + ", changed by "
            + algorithm.changedBy()
            + " at "
            + algorithm.changedAt()
            + "; read it again)",
        Map.of(
            "revision", Long.toString(algorithm.revision()),
            "changed_by", algorithm.changedBy(),
            "changed_at", algorithm.changedAt().toString()));
  }

  private static String key(String algorithm) {
    return "algorithm " + algorithm;
  }

  static String subject(VersionId id) {
    return "version/" + id.algorithm() + "/" + id.version();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + " …";
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
