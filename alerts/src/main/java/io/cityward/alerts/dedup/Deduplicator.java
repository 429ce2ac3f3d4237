package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.core.Box;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The de-duplication of {@code docs/design.md}, steps 1 and 2: one alert per track and scene, and
 * one case per place while it is open. Cases of other cameras (step 3) and closed ones (step 4)
 * will come as further candidates.
 */
public final class Deduplicator {

  private final DedupSettings settings;

  public Deduplicator(DedupSettings settings) {
    this.settings = settings;
  }

  /**
   * Decides over one report.
   *
   * @param known what is remembered of its finding
   * @param open the alerts of its camera and event code whose work order is not finished; not
   *     looked at when the finding is known
   */
  public DedupDecision decide(
      FindingReport report, Optional<KnownFinding> known, List<Alert> open) {
    return known
        .map(finding -> onKnown(report, finding))
        .or(() -> sameTrack(report, open))
        .or(() -> samePlace(report, open))
        .orElseGet(() -> opened(report, open));
  }

  private static DedupDecision onKnown(FindingReport report, KnownFinding known) {
    boolean news = report.seenAt().isAfter(known.seenAt());
    return switch (report.phase()) {
      case BEGUN -> repeated(known);
      case ONGOING -> {
        if (known.ended() || report.seenAt().isBefore(known.seenAt())) {
          yield overtaken(known);
        }
        yield news ? goesOn(known, "goes on") : repeated(known);
      }
      case ENDED -> known.ended() ? repeated(known) : goesOn(known, "ended");
    };
  }

  /** A worker counts its tracks anew after a restart, so that the spans must touch as well. */
  private static Optional<DedupDecision> sameTrack(FindingReport report, List<Alert> open) {
    return open.stream()
        .filter(alert -> alert.subject().scene().equals(report.subject().scene()))
        .filter(alert -> alert.trackId().equals(report.trackId()))
        .filter(alert -> !report.beganAt().isAfter(alert.lastSeenAt()))
        .filter(alert -> !report.seenAt().isBefore(alert.beganAt()))
        .max(Comparator.comparing(Alert::id))
        .map(
            alert ->
                new DedupDecision.Refresh(
                    alert.id(),
                    DedupReason.SAME_TRACK,
                    "track " + report.trackId() + " has " + alert.id() + " already"));
  }

  private Optional<DedupDecision> samePlace(FindingReport report, List<Alert> open) {
    return open.stream()
        .filter(alert -> overlap(alert.box(), report.box()))
        .max(
            Comparator.comparingDouble((Alert alert) -> alert.box().iou(report.box()))
                .thenComparing(Alert::id))
        .map(
            alert ->
                new DedupDecision.Merge(
                    alert.id(),
                    DedupReason.SAME_PLACE,
                    String.format(
                        Locale.ROOT,
                        "where %s is still open (boxes overlap by %.2f)",
                        alert.id(),
                        alert.box().iou(report.box()))));
  }

  private static DedupDecision opened(FindingReport report, List<Alert> open) {
    String code = report.subject().eventCode();
    return open.isEmpty()
        ? new DedupDecision.Open(
            DedupReason.NOTHING_OPEN, "no case of " + code + " is open at this camera")
        : new DedupDecision.Open(
            DedupReason.OTHER_PLACE,
            "none of the " + open.size() + " open cases of " + code + " here is at this place");
  }

  /**
   * The boxes overlap enough, or each one's ground point lies in the other. One ground point alone
   * would join neighbours in a row of parked cars.
   */
  private boolean overlap(Box a, Box b) {
    return a.iou(b) >= settings.overlap()
        || (a.contains(b.groundPoint()) && b.contains(a.groundPoint()));
  }

  private static DedupDecision goesOn(KnownFinding known, String what) {
    return new DedupDecision.Refresh(
        known.alert(), DedupReason.SAME_FINDING, "finding " + known.id() + " " + what);
  }

  private static DedupDecision repeated(KnownFinding known) {
    return new DedupDecision.Suppress(
        known.alert(), DedupReason.REPEATED, "finding " + known.id() + " was reported before");
  }

  private static DedupDecision overtaken(KnownFinding known) {
    return new DedupDecision.Suppress(
        known.alert(), DedupReason.OVERTAKEN, "a newer report of " + known.id() + " came first");
  }
}
