package io.cityward.app.algorithms;

import io.cityward.alerts.algorithm.AlgorithmBook;
import io.cityward.alerts.algorithm.AlgorithmVersion;
import io.cityward.alerts.algorithm.Comparison;
import io.cityward.alerts.algorithm.Comparison.ClassComparison;
import io.cityward.alerts.algorithm.Comparison.ClassQuality;
import io.cityward.alerts.algorithm.ComparisonBook;
import io.cityward.alerts.algorithm.TrialReport;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.app.algorithms.PackScorer.ClassScore;
import io.cityward.core.CityException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries versions and compares them, one thing at a time, on a thread of its own: what waits is what
 * the books say, so that a restart goes on where it was. Trials go first.
 */
final class Laboratory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Laboratory.class);
  private static final long LOOKS_EVERY_SECONDS = 60;
  private static final Duration END = Duration.ofSeconds(15);

  private final AlgorithmBook book;
  private final ComparisonBook comparisons;
  private final Function<VersionId, Path> packs;
  private final PackFolders folders;
  private final TrialRun trials;
  private final PackScorer scorer;
  private final DataSets dataSets;
  private final Runnable everyRound;
  private final Semaphore work = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "algorithm-laboratory");
  private volatile boolean closed;

  /**
   * @param packs the folder that holds a version's pack
   * @param everyRound also done from time to time
   */
  Laboratory(
      AlgorithmBook book,
      ComparisonBook comparisons,
      Function<VersionId, Path> packs,
      PackFolders folders,
      TrialRun trials,
      PackScorer scorer,
      DataSets dataSets,
      Runnable everyRound) {
    this.book = book;
    this.comparisons = comparisons;
    this.packs = packs;
    this.folders = folders;
    this.trials = trials;
    this.scorer = scorer;
    this.dataSets = dataSets;
    this.everyRound = everyRound;
  }

  /** Begins with what was interrupted. */
  void start() {
    thread.start();
  }

  /** Something new waits. */
  void wake() {
    work.release();
  }

  private void run() {
    while (!closed) {
      try {
        everyRound.run();
        while (next()) {
          everyRound.run();
        }
        if (work.tryAcquire(LOOKS_EVERY_SECONDS, TimeUnit.SECONDS)) {
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("the laboratory failed; it looks again in {} s", LOOKS_EVERY_SECONDS, e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (work.tryAcquire(LOOKS_EVERY_SECONDS, TimeUnit.SECONDS)) {
        work.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** Does one thing; whether there was one. */
  private boolean next() throws InterruptedException {
    List<AlgorithmVersion> untried = book.untried();
    if (!untried.isEmpty()) {
      attempt(untried.get(0));
      return true;
    }
    List<Comparison> pending = comparisons.pending();
    if (!pending.isEmpty()) {
      compare(pending.get(0));
      return true;
    }
    return false;
  }

  private void attempt(AlgorithmVersion version) throws InterruptedException {
    VersionId id = version.id();
    LOG.info("trial of {} begins", id);
    Path work = folders.stage();
    try {
      TrialReport report = trials.run(packs.apply(id), id.algorithm(), work);
      LOG.info(
          "trial of {} {}",
          id,
          report.ok() ? "passed" : "failed: " + String.join("; ", report.problems()));
      book.tried(version, report);
    } finally {
      PackFolders.discard(work);
    }
  }

  private void compare(Comparison comparison) throws InterruptedException {
    Side first = new Side(comparison, comparison.first());
    Side second = new Side(comparison, comparison.second());
    try {
      Path images = dataSets.folder(comparison.dataSet());
      TreeSet<String> theirs = new TreeSet<>(dataSets.classes(comparison.dataSet()));
      if (first.notReported(theirs).equals(theirs) && second.notReported(theirs).equals(theirs)) {
        throw CityException.invalid(
            "classes of data set " + comparison.dataSet(),
            String.join(", ", theirs),
            "one at least that " + first.says() + ", or " + second.says());
      }
      comparisons.done(
          comparison,
          new Comparison.Result(
              beside(score(first, theirs, images), score(second, theirs, images)),
              List.copyOf(first.notReported(theirs)),
              List.copyOf(second.notReported(theirs))));
    } catch (CityException e) {
      LOG.warn("comparison {} failed: {}", comparison.number(), e.getMessage());
      comparisons.failed(comparison, cut(withoutPaths(e.getMessage())));
    }
  }

  /** Where things lie on this machine is nobody's business who asks over the network. */
  private String withoutPaths(String message) {
    return message
        .replace(dataSets.root().toString(), "data sets")
        .replace(folders.root().toString(), "repository");
  }

  /** A version that is compared. */
  private final class Side {

    private final VersionId id;
    private final TreeSet<String> reported;

    private Side(Comparison comparison, String version) {
      this.id = new VersionId(comparison.algorithm(), version);
      this.reported =
          new TreeSet<>(
              book.find(id).map(found -> found.facts().labels()).orElseGet(() -> List.of()));
    }

    private TreeSet<String> notReported(TreeSet<String> classes) {
      TreeSet<String> left = new TreeSet<>(classes);
      left.removeAll(reported);
      return left;
    }

    private String says() {
      return id + " reports: " + String.join(", ", reported);
    }
  }

  /** Nothing of a version that reports none of the classes: there is nothing to be scored. */
  private Map<String, ClassScore> score(Side side, TreeSet<String> classes, Path images)
      throws InterruptedException {
    VersionId id = side.id;
    if (side.notReported(classes).equals(classes)) {
      return Map.of();
    }
    Path work = folders.stage();
    try {
      return scorer.score(packs.apply(id), id.algorithm(), images, work);
    } finally {
      PackFolders.discard(work);
    }
  }

  private static List<ClassComparison> beside(
      Map<String, ClassScore> first, Map<String, ClassScore> second) {
    TreeSet<String> labels = new TreeSet<>(first.keySet());
    labels.addAll(second.keySet());
    List<ClassComparison> classes = new ArrayList<>();
    for (String label : labels) {
      int labelled =
          Optional.ofNullable(first.get(label)).orElseGet(() -> second.get(label)).labelled();
      classes.add(
          new ClassComparison(
              label, labelled, quality(first.get(label)), quality(second.get(label))));
    }
    return classes;
  }

  private static ClassQuality quality(ClassScore score) {
    return score == null ? ClassQuality.NONE : score.quality();
  }

  private static String cut(String text) {
    return text.length() <= 900 ? text : text.substring(0, 900) + " …";
  }

  /** Calls off what is under way; it is done at the next start. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
