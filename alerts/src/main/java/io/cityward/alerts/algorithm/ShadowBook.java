package io.cityward.alerts.algorithm;

import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.ShadowTable;
import io.cityward.core.CameraId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What shadows found, kept within bounds, beside what the active versions have raised. Safe for any
 * number of threads.
 */
public final class ShadowBook {

  private static final int MOST_ALERTS = 50_000;

  /** Bounds are kept to within so many findings, so that not each one pays for it. */
  private static final int PRUNE_EVERY = 100;

  private final AlertStore store;
  private final ShadowSettings settings;
  private final Clock clock;
  private final AtomicInteger sincePruned = new AtomicInteger();

  /**
   * A page with the counts over everything that is kept of the version.
   *
   * @param next place to go on below; 0 at the end
   */
  public record Page(List<ShadowTable.Numbered> findings, long next, ShadowComparison comparison) {

    public Page {
      findings = List.copyOf(findings);
    }
  }

  public ShadowBook(AlertStore store, ShadowSettings settings, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /** Ends what an earlier run of the process has left open. */
  public void start() {
    store.write(
        ledger -> {
          ledger.shadows().endAllWatches(now());
          ledger.shadows().prune(now().minus(settings.keep()), settings.most());
          return true;
        });
  }

  /** Stores a finding that began, goes on, or ended. */
  public void record(ShadowFinding finding) {
    boolean prune = sincePruned.incrementAndGet() >= PRUNE_EVERY;
    if (prune) {
      sincePruned.set(0);
    }
    store.write(
        ledger -> {
          ledger.shadows().put(finding);
          if (prune) {
            ledger.shadows().prune(now().minus(settings.keep()), settings.most());
          }
          return true;
        });
  }

  /** A shadow looks at these scenes of a camera from now on: what they raise it should find too. */
  public void watching(VersionId version, CameraId camera, Set<String> scenes) {
    store.write(
        ledger -> {
          ledger.shadows().endWatches(version, camera, now());
          scenes.forEach(scene -> ledger.shadows().beginWatch(version, camera, scene, now()));
          return true;
        });
  }

  /** It looks there no more. */
  public void notWatching(VersionId version, CameraId camera) {
    store.write(
        ledger -> {
          ledger.shadows().endWatches(version, camera, now());
          return true;
        });
  }

  /**
   * Newest first.
   *
   * @param below older than this place
   * @param onlyShadow those alone that fit no alert
   */
  public Page page(VersionId version, long below, int size, boolean onlyShadow) {
    return store.read(
        ledger -> {
          List<ShadowTable.Numbered> all = ledger.shadows().of(version);
          List<ShadowWatch> watches = ledger.shadows().watches(version);
          ShadowComparison comparison =
              ShadowComparison.of(
                  all.stream().map(ShadowTable.Numbered::finding).toList(),
                  ledger
                      .shadows()
                      .alertsSince(scenes(all, watches), earliest(all, watches), MOST_ALERTS),
                  watches);
          List<ShadowTable.Numbered> rest =
              all.stream()
                  .filter(numbered -> numbered.number() < below)
                  .filter(n -> !onlyShadow || comparison.alertOf(n.finding()).isEmpty())
                  .limit(size + 1L)
                  .toList();
          List<ShadowTable.Numbered> page = rest.subList(0, Math.min(size, rest.size()));
          long next = rest.size() > size ? page.get(size - 1).number() : 0;
          return new Page(page, next, comparison);
        });
  }

  private static Set<String> scenes(List<ShadowTable.Numbered> all, List<ShadowWatch> watches) {
    Set<String> scenes = new HashSet<>();
    all.forEach(numbered -> scenes.add(numbered.finding().scene()));
    watches.forEach(watch -> scenes.add(watch.scene()));
    return scenes;
  }

  /** With room for what began a little before. */
  private Instant earliest(List<ShadowTable.Numbered> all, List<ShadowWatch> watches) {
    Instant earliest = now();
    for (ShadowTable.Numbered numbered : all) {
      earliest = earlier(earliest, numbered.finding().beganAt());
    }
    for (ShadowWatch watch : watches) {
      earliest = earlier(earliest, watch.since());
    }
    return earliest.minus(1, ChronoUnit.MINUTES);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
