package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.verdict.RejectCauses;
import io.cityward.core.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What a closed case means for what is found at its place. A rejection speaks of one thing in one
 * picture, so that it binds only the views that saw it; a place that was handled is handled for
 * every camera.
 */
final class Aftermath {

  /** Clutter keeps its box; what only touches it is something else. */
  private static final double SAME_CLUTTER_IOU = 0.5;

  private final BiPredicate<Box, Box> samePlace;
  private final RejectCauses causes;

  Aftermath(BiPredicate<Box, Box> samePlace, RejectCauses causes) {
    this.samePlace = samePlace;
    this.causes = causes;
  }

  /** The decision over a fresh finding that no open case takes; empty when nothing follows. */
  Optional<DedupDecision> of(FindingReport report, CaseRule rule, List<Candidate> closed) {
    List<Candidate> rejected =
        closed.stream()
            .filter(c -> c.closing().orElseThrow().rejected() && inPicture(c, report))
            .toList();
    List<Candidate> handled =
        closed.stream()
            .filter(c -> !c.closing().orElseThrow().rejected() && here(c, report, rule))
            .toList();
    return newest(rejected, c -> Deduplicator.gap(c, report).compareTo(rule.sameStay()) <= 0)
        .map(
            c ->
                quiet(
                    c,
                    report,
                    DedupReason.REJECTED_STAY,
                    "what " + c.id() + " was rejected for" + " still stands here"))
        .or(
            () ->
                newest(handled, c -> cooling(c, report, rule))
                    .map(
                        c ->
                            quiet(
                                c,
                                report,
                                DedupReason.COOLDOWN,
                                c.id()
                                    + " was closed here, not longer than "
                                    + rule.cooldown()
                                    + " before")))
        .or(
            () ->
                newest(rejected, c -> clutter(c, report, rule))
                    .map(
                        c ->
                            quiet(
                                c,
                                report,
                                DedupReason.REJECTED_CLUTTER,
                                "not an event: "
                                    + c.id()
                                    + " was rejected here as "
                                    + c.closing().orElseThrow().judgement().code()
                                    + " (binds for "
                                    + rule.clutter()
                                    + ")")))
        .or(() -> newest(handled, c -> recurs(c, report, rule)).map(Aftermath::recurrence));
  }

  private boolean inPicture(Candidate c, FindingReport report) {
    return c.camera().equals(report.subject().camera()) && samePlace.test(c.box(), report.box());
  }

  private boolean here(Candidate c, FindingReport report, CaseRule rule) {
    return c.camera().equals(report.subject().camera())
        ? samePlace.test(c.box(), report.box())
        : Deduplicator.shared(c, report) || Deduplicator.near(c, report, rule);
  }

  /** Whatever was seen before the closing belongs to the case, unless it is an event of its own. */
  private static boolean cooling(Candidate c, FindingReport report, CaseRule rule) {
    Instant closedAt = c.closing().orElseThrow().at();
    return report.seenAt().isBefore(closedAt)
        ? rule.within().map(most -> Deduplicator.gap(c, report).compareTo(most) <= 0).orElse(true)
        : before(report, closedAt, rule.cooldown());
  }

  private boolean clutter(Candidate c, FindingReport report, CaseRule rule) {
    Closing closing = c.closing().orElseThrow();
    return causes.clutter(closing.judgement().code())
        && before(report, closing.at(), rule.clutter())
        && c.box().iou(report.box()) >= SAME_CLUTTER_IOU;
  }

  private static boolean recurs(Candidate c, FindingReport report, CaseRule rule) {
    return before(report, c.closing().orElseThrow().at(), rule.recurrence());
  }

  private static boolean before(FindingReport report, Instant closedAt, Duration span) {
    return report.seenAt().isBefore(closedAt.plus(span));
  }

  private static DedupDecision recurrence(Candidate c) {
    return new DedupDecision.Open(
        DedupReason.RECURRENCE, "comes back where " + c.id() + " was closed", Optional.of(c.id()));
  }

  private static DedupDecision quiet(
      Candidate c, FindingReport report, DedupReason reason, String words) {
    boolean seenHere = c.camera().equals(report.subject().camera());
    return new DedupDecision.Quiet(c.id(), reason, words, seenHere ? c.asView() : View.FRESH);
  }

  private static Optional<Candidate> newest(List<Candidate> closed, Predicate<Candidate> which) {
    return closed.stream()
        .filter(which)
        .max(
            Comparator.comparing((Candidate c) -> c.closing().orElseThrow().at())
                .thenComparing(Candidate::id));
  }
}
