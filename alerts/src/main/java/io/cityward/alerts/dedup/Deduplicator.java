package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.verdict.RejectCauses;
import io.cityward.core.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The de-duplication of {@code docs/design.md}: one alert per track and scene; one case per place
 * of a camera, and per place that cameras share, while it is open; what follows from a closed one
 * is {@link Aftermath}'s.
 */
public final class Deduplicator {

  private final DedupSettings settings;
  private final Aftermath aftermath;

  /** With the causes of rejection that come with Cityward. */
  public Deduplicator(DedupSettings settings) {
    this(settings, RejectCauses.DEFAULT);
  }

  public Deduplicator(DedupSettings settings, RejectCauses causes) {
    this.settings = settings;
    this.aftermath = new Aftermath(this::overlap, causes);
  }

  public DedupSettings settings() {
    return settings;
  }

  /**
   * Decides over one report.
   *
   * @param known what is remembered of its finding
   * @param cases of its event code; not looked at when the finding is known and its case open
   */
  public DedupDecision decide(
      FindingReport report, Optional<KnownFinding> known, Candidates cases) {
    if (known.isEmpty()) {
      return fresh(report, cases);
    }
    DedupDecision decision = onKnown(report, known.get());
    return decision instanceof DedupDecision.Refresh && rearmed(report, known.get())
        ? stillThere(report, known.get().alert(), cases)
        : decision;
  }

  private DedupDecision fresh(FindingReport report, Candidates cases) {
    List<Candidate> open = cases.open();
    return joined(report, open)
        .or(() -> aftermath.of(report, settings.of(report.subject()), cases.closed()))
        .orElseGet(() -> opened(report, open));
  }

  private Optional<DedupDecision> joined(FindingReport report, List<Candidate> open) {
    CaseRule rule = settings.of(report.subject());
    return sameTrack(report, open)
        .or(() -> samePlace(report, rule, open))
        .or(() -> elsewhere(report, rule, open));
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

  /** Its case was closed as handled, and that is longer ago than the cooldown. */
  private boolean rearmed(FindingReport report, KnownFinding known) {
    Duration cooldown = settings.of(report.subject()).cooldown();
    return !report.ended()
        && known
            .closing()
            .filter(closing -> !closing.rejected())
            .filter(closing -> !report.seenAt().isBefore(closing.at().plus(cooldown)))
            .isPresent();
  }

  private DedupDecision stillThere(FindingReport report, AlertId closed, Candidates cases) {
    return joined(report, cases.open())
        .orElseGet(
            () ->
                new DedupDecision.Open(
                    DedupReason.STILL_THERE,
                    "what " + closed + " was closed for is still there",
                    Optional.of(closed)));
  }

  /** A worker counts its tracks anew after a restart, so that the spans must touch as well. */
  private static Optional<DedupDecision> sameTrack(FindingReport report, List<Candidate> open) {
    return open.stream()
        .filter(c -> c.camera().equals(report.subject().camera()))
        .filter(c -> c.scene().equals(report.subject().scene()))
        .filter(c -> c.trackId().equals(report.trackId()))
        .filter(c -> !report.beganAt().isAfter(c.lastSeenAt()))
        .filter(c -> !report.seenAt().isBefore(c.beganAt()))
        .max(Comparator.comparing(Candidate::id))
        .map(
            c ->
                new DedupDecision.Refresh(
                    c.id(),
                    DedupReason.SAME_TRACK,
                    "track " + report.trackId() + " has " + c.id() + " already",
                    c.asView()));
  }

  private Optional<DedupDecision> samePlace(
      FindingReport report, CaseRule rule, List<Candidate> open) {
    return open.stream()
        .filter(c -> c.camera().equals(report.subject().camera()))
        .filter(c -> overlap(c.box(), report.box()))
        .filter(c -> sameTime(rule, c, report))
        .max(
            Comparator.comparingDouble((Candidate c) -> c.box().iou(report.box()))
                .thenComparing(Candidate::id))
        .map(
            c ->
                new DedupDecision.Merge(
                    c.id(),
                    DedupReason.SAME_PLACE,
                    String.format(
                        Locale.ROOT,
                        "where %s is still open (boxes overlap by %.2f)",
                        c.id(),
                        c.box().iou(report.box())),
                    c.asView()));
  }

  /**
   * What another camera found at this place. A case that this camera sees already is something
   * else: in one picture, two places are two things.
   */
  private static Optional<DedupDecision> elsewhere(
      FindingReport report, CaseRule rule, List<Candidate> open) {
    Set<AlertId> seenHere =
        open.stream()
            .filter(c -> c.camera().equals(report.subject().camera()))
            .map(Candidate::id)
            .collect(Collectors.toSet());
    List<Candidate> others =
        open.stream()
            .filter(c -> !seenHere.contains(c.id()))
            .filter(c -> sameTime(rule, c, report))
            .toList();
    return sharedPlace(report, others).or(() -> nearPlace(report, rule, others));
  }

  private static Optional<DedupDecision> sharedPlace(FindingReport report, List<Candidate> others) {
    return others.stream()
        .filter(c -> shared(c, report))
        .max(Comparator.comparing(Candidate::lastSeenAt).thenComparing(Candidate::id))
        .map(
            c ->
                new DedupDecision.Merge(
                    c.id(),
                    DedupReason.SHARED_PLACE,
                    String.format(
                        Locale.ROOT,
                        "%s is open at %s, which %s sees too",
                        c.id(),
                        c.place().id(),
                        report.subject().camera()),
                    View.FRESH));
  }

  private static Optional<DedupDecision> nearPlace(
      FindingReport report, CaseRule rule, List<Candidate> others) {
    return others.stream()
        .filter(c -> near(c, report, rule))
        .min(
            Comparator.comparingDouble(
                    (Candidate c) -> Distance.metres(c.place(), report.subject().place()))
                .thenComparing(Candidate::id))
        .map(
            c ->
                new DedupDecision.Merge(
                    c.id(),
                    DedupReason.NEAR_PLACE,
                    String.format(
                        Locale.ROOT,
                        "%s is open %.0f m from here (radius %.0f m)",
                        c.id(),
                        Distance.metres(c.place(), report.subject().place()),
                        rule.radius()),
                    View.FRESH));
  }

  static boolean shared(Candidate c, FindingReport report) {
    String id = report.subject().place().id();
    return !id.isEmpty() && id.equals(c.place().id());
  }

  static boolean near(Candidate c, FindingReport report, CaseRule rule) {
    return rule.radius() > 0
        && c.place().located()
        && report.subject().place().located()
        && Distance.metres(c.place(), report.subject().place()) <= rule.radius();
  }

  /** Of what stands, any time while the case is open is the same. */
  private static boolean sameTime(CaseRule rule, Candidate c, FindingReport report) {
    return rule.within().map(most -> gap(c, report).compareTo(most) <= 0).orElse(true);
  }

  /** Between the spans of time in which the case and the finding were seen; 0 if they touch. */
  static Duration gap(Candidate c, FindingReport report) {
    Instant from = c.lastSeenAt();
    Instant until = report.beganAt();
    if (report.seenAt().isBefore(c.beganAt())) {
      from = report.seenAt();
      until = c.beganAt();
    }
    return until.isAfter(from) ? Duration.between(from, until) : Duration.ZERO;
  }

  private DedupDecision opened(FindingReport report, List<Candidate> open) {
    String code = report.subject().eventCode();
    List<Candidate> here =
        open.stream().filter(c -> c.camera().equals(report.subject().camera())).toList();
    if (here.isEmpty()) {
      return new DedupDecision.Open(
          DedupReason.NOTHING_OPEN, "no case of " + code + " is open at this camera");
    }
    return here.stream().anyMatch(c -> overlap(c.box(), report.box()))
        ? new DedupDecision.Open(
            DedupReason.OTHER_TIME, "the open case of " + code + " here is of another time")
        : new DedupDecision.Open(
            DedupReason.OTHER_PLACE,
            "none of the " + here.size() + " open cases of " + code + " here is at this place");
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
        known.alert(),
        DedupReason.SAME_FINDING,
        "finding " + known.id() + " " + what,
        known.view());
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
