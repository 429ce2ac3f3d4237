package io.cityward.app.algorithms;

import io.cityward.alerts.algorithm.TrialReport;
import io.cityward.app.OwnJvm;
import io.cityward.core.CityException;
import io.cityward.inference.remote.RemoteSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trial as the process sees it that nothing may happen to. */
final class TrialRun {

  /** How the process of a trial is started; a test has some that misbehave. */
  interface Launcher {

    /**
     * @param folder where it may write
     * @param report the file that it is to write
     */
    List<String> command(Path packs, String pack, Path report);
  }

  private final Launcher launcher;
  private final TrialLimits limits;
  private final Clock clock;

  TrialRun(Launcher launcher, TrialLimits limits, Clock clock) {
    this.launcher = launcher;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * The program itself, once more.
   *
   * @param models where the reference pack lies
   * @param remotes servers that a pack may be run by
   */
  static Launcher ownJvm(
      TrialLimits limits, Path models, String reference, Map<String, RemoteSettings> remotes) {
    return (packs, pack, report) ->
        OwnJvm.isolated(
            ChildFlags.heap(limits.heapMebibytes()),
            List.of(
                "pack-trial",
                "--packs",
                packs.toString(),
                "--pack",
                pack,
                "--models",
                models.toAbsolutePath().toString(),
                "--reference",
                reference,
                "--most-per-picture",
                limits.picture().toString(),
                "--remotes",
                RemoteText.of(remotes),
                "--report",
                report.toString()));
  }

  /**
   * Tries a pack.
   *
   * @param packs the folder that holds the pack's
   * @param work an empty folder, for the process
   * @throws InterruptedException if it was called off; nothing is known then
   */
  TrialReport run(Path packs, String pack, Path work) throws InterruptedException {
    try {
      return attempt(packs, pack, work);
    } catch (CityException e) {
      return TrialReport.failed(e.getMessage(), clock.instant(), Duration.ZERO, 0);
    }
  }

  private TrialReport attempt(Path packs, String pack, Path work) throws InterruptedException {
    Path report = work.resolve("report.json");
    ChildEnd end =
        new ChildRun(
                launcher.command(packs, pack, report),
                work,
                limits.time(),
                limits.memoryMebibytes())
            .run();
    if (!end.well()) {
      return failed(end.reason(limits.time(), limits.memoryMebibytes()), end);
    }
    Optional<TrialFindings> findings = TrialFindings.read(report);
    return findings
        .map(found -> found.report(clock.instant(), end.took(), end.mebibytes()))
        .orElseGet(
            () -> failed("its process ended well, but left no report that makes sense", end));
  }

  private TrialReport failed(String reason, ChildEnd end) {
    return TrialReport.failed(reason, clock.instant(), end.took(), end.mebibytes());
  }
}
