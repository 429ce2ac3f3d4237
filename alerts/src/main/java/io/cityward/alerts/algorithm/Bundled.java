package io.cityward.alerts.algorithm;

import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.store.Ledger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Brings the book in line with the versions that come with this release, in one transaction. */
final class Bundled {

  static final String ACTOR = "cityward";

  private static final String TRUSTED = "came with Cityward, tried by its release";

  private final Ledger ledger;
  private final Instant now;
  private boolean changed;

  Bundled(Ledger ledger, Instant now) {
    this.ledger = ledger;
    this.now = now;
  }

  /** Whether any roles have changed. */
  boolean bring(Map<VersionId, PackFacts> packs) {
    new TreeMap<>(packs).forEach(this::bring);
    ledger.versions().all().stream()
        .filter(version -> version.origin() == VersionOrigin.BUNDLED)
        .map(AlgorithmVersion::id)
        .filter(id -> !packs.containsKey(id))
        .forEach(this::remove);
    new TreeMap<>(packs).keySet().forEach(this::activate);
    return changed;
  }

  private void bring(VersionId id, PackFacts facts) {
    if (ledger.algorithms().find(id.algorithm()).isEmpty()) {
      put(id.algorithm(), Roles.NONE);
    }
    Optional<AlgorithmVersion> there = ledger.versions().find(id);
    if (there.isEmpty()) {
      ledger
          .versions()
          .insert(
              new AlgorithmVersion(
                  id,
                  VersionOrigin.BUNDLED,
                  VersionState.TRIED,
                  TRUSTED,
                  facts,
                  now,
                  ACTOR,
                  Optional.empty()));
    } else if (there.get().origin() == VersionOrigin.BUNDLED
        && !there.get().facts().equals(facts)) {
      AlgorithmVersion old = there.get();
      ledger
          .versions()
          .update(
              new AlgorithmVersion(
                  id,
                  old.origin(),
                  VersionState.TRIED,
                  TRUSTED,
                  facts,
                  old.uploadedAt(),
                  old.uploadedBy(),
                  Optional.empty()));
    }
  }

  private void remove(VersionId id) {
    ledger.versions().delete(id);
    Algorithm algorithm = ledger.algorithms().get(id.algorithm());
    Roles left = algorithm.roles().without(id.version());
    if (!left.equals(algorithm.roles())) {
      change(algorithm, left, id + " no longer comes with Cityward");
    }
  }

  private void activate(VersionId id) {
    Algorithm algorithm = ledger.algorithms().get(id.algorithm());
    if (algorithm.roles().active().isEmpty()) {
      change(algorithm, algorithm.roles().activated(id.version()), id + " comes with Cityward");
    }
  }

  private void change(Algorithm before, Roles roles, String reason) {
    put(before.name(), roles);
    changed = true;
    ledger
        .audit()
        .append(
            new AuditEntry(
                now,
                ACTOR,
                "algorithm.bundle",
                "algorithm/" + before.name(),
                reason,
                RolesAudit.of(before.roles()),
                RolesAudit.of(roles)));
  }

  private void put(String name, Roles roles) {
    ledger
        .algorithms()
        .put(new Algorithm(name, ledger.algorithms().nextRevision(), roles, now, ACTOR));
  }
}
