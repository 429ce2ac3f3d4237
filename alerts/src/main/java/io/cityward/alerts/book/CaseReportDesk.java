package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.dedup.KnownFinding;
import io.cityward.alerts.dispatch.Words;
import io.cityward.alerts.dispatch.open311.OutsideReport;
import io.cityward.alerts.report.CaseDraft;
import io.cityward.alerts.report.CaseReport;
import io.cityward.alerts.report.CaseSource;
import io.cityward.alerts.report.ReportId;
import io.cityward.alerts.report.ReportMatcher;
import io.cityward.alerts.report.ReportSettings;
import io.cityward.alerts.report.Reporter;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.store.SupervisionTable;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what people and other systems report: it joins the case that is open there, or opens one in
 * the same list. Decision, report, alert and order are one transaction.
 */
public final class CaseReportDesk {

  /** Stands for the camera of alerts that no camera found. */
  public static final CameraId BY_HAND = new CameraId("by-hand");

  /** Stands for the scene of alerts that no scene found. */
  public static final String SCENE = "report";

  private static final Logger log = LoggerFactory.getLogger(CaseReportDesk.class);
  private static final Box EVERYWHERE = new Box(0, 0, 1, 1);
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
  private static final int MOST_CANDIDATES = 500;

  private final AlertStore store;
  private final WorkOrderDesk orders;
  private final OrderDeadlines deadlines;
  private final ReportSettings settings;
  private final ReportMatcher matcher;
  private static final String OPEN311 = "open311";
  private static final int LONGEST_DESCRIPTION = 2000;
  private static final int LONGEST_CONTACT = 200;

  private final Clock clock;
  private final Runnable afterCommit;

  public CaseReportDesk(
      AlertStore store,
      WorkOrderDesk orders,
      OrderDeadlines deadlines,
      ReportSettings settings,
      Clock clock,
      Runnable afterCommit) {
    this.store = store;
    this.orders = orders;
    this.deadlines = deadlines;
    this.settings = settings;
    this.matcher = new ReportMatcher(settings);
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * Takes a report; the same one of the same system again gives the first answer.
   *
   * @throws CityException INVALID for a time that has not come
   */
  public Outcome<CaseReport> report(CaseDraft draft) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (draft.seenAt().isAfter(now.plus(CLOCKS_APART))) {
      throw CityException.invalid("seen_at", draft.seenAt(), "not after now, " + now);
    }
    Outcome<CaseReport> outcome =
        store.write(
            ledger ->
                ledger
                    .followUp()
                    .reports()
                    .find(draft.system(), draft.key())
                    .map(before -> again(before, draft))
                    .orElseGet(() -> new Outcome.Done<>(enter(ledger, draft, now))));
    afterCommit.run();
    return outcome;
  }

  /** A report with its reporter in full; who looked, and why, goes to the audit trail. */
  public CaseReport reveal(ReportId id, String actor, String reason) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return store.write(
        ledger -> {
          CaseReport report = ledger.followUp().reports().get(id);
          ledger
              .audit()
              .append(new AuditEntry(now, actor, "report.reveal", "report/" + id, reason, "", ""));
          return report;
        });
  }

  private static Outcome<CaseReport> again(CaseReport before, CaseDraft draft) {
    return before.draft().fingerprint().equals(draft.fingerprint())
        ? new Outcome.Done<>(before)
        : new Outcome.Refused<>(
            Outcome.Refusal.IDEMPOTENCY_KEY_REUSED,
            draft.system() + "/" + draft.key() + ": was used for another report, " + before.id(),
            Map.of("used_for", before.id().toString()));
  }

  /**
   * Makes a case of a post of another system, in the transaction that stores the post; one that
   * names no place is left to a person.
   */
  public Optional<OrderId> openFor(Ledger ledger, OutsideReport post) {
    Place place = post.place();
    if (!place.located() && place.name().isBlank() && place.id().isEmpty()) {
      return Optional.empty();
    }
    String description = Words.clip(post.description(), LONGEST_DESCRIPTION);
    CaseDraft draft =
        new CaseDraft(
            CaseSource.SYSTEM,
            OPEN311,
            post.id().toString(),
            post.eventCode(),
            post.eventName(),
            place,
            description,
            new Reporter("", Words.clip(post.contact(), LONGEST_CONTACT)),
            post.receivedAt(),
            OPEN311 + " " + post.source());
    return Optional.of(enter(ledger, draft, post.receivedAt()).order());
  }

  private CaseReport enter(Ledger ledger, CaseDraft draft, Instant now) {
    ReportId id = ledger.followUp().reports().nextId();
    List<Alert> open =
        ledger
            .alerts()
            .openAt(
                draft.eventCode(), draft.place(), matcher.reach(draft.place()), MOST_CANDIDATES);
    Optional<ReportMatcher.Match> match = matcher.match(draft.place(), draft.seenAt(), open);
    String reason =
        match
            .map(ReportMatcher.Match::reason)
            .orElse(
                "no case of "
                    + draft.eventCode()
                    + " is open here (within "
                    + settings.radiusMetres()
                    + " m, or at a place of this name)");
    Alert alert =
        match
            .map(ReportMatcher.Match::alert)
            .map(ledger.alerts()::get)
            .orElseGet(() -> open(ledger, draft, id, reason, now));
    CaseReport report =
        new CaseReport(id, alert.id(), alert.order(), draft, now, match.isPresent(), reason);
    ledger.followUp().reports().insert(report);
    follow(ledger, report, now);
    log.info("{} {} {}: {}", id, report.joined() ? "joins" : "opens", alert.id(), reason);
    return report;
  }

  private Alert open(Ledger ledger, CaseDraft draft, ReportId id, String reason, Instant now) {
    Subject subject =
        new Subject(
            BY_HAND, "", draft.place(), SCENE, "", "", draft.eventCode(), draft.eventName());
    // People see something once; nobody will say when it has gone.
    FindingReport finding =
        new FindingReport(
            new FindingId("report-" + id),
            subject,
            id.toString(),
            Phase.ENDED,
            draft.seenAt(),
            draft.seenAt(),
            draft.seenAt(),
            EVERYWHERE,
            1,
            List.of(),
            "",
            Optional.empty(),
            List.of());
    AlertId alertId = ledger.alerts().nextId();
    Alert alert = Alert.opened(alertId, ledger.orders().nextId(), finding, now, reason);
    ledger.alerts().insert(alert, true);
    ledger.findings().put(KnownFinding.of(finding, alertId));
    ledger
        .sightings()
        .add(
            alertId,
            new Sighting(
                1,
                finding.seenAt(),
                finding.trackId(),
                finding.box(),
                1,
                reason,
                BY_HAND,
                Optional.of(finding.finding()),
                alert.lineage().opened()));
    ledger.events().append(EventLog.Kind.ALERT_RAISED, alertId);
    orders.open(ledger, alert, now);
    return alert;
  }

  /** The report in the order's history, and its registration where the source is trusted. */
  private void follow(Ledger ledger, CaseReport report, Instant now) {
    WorkOrder order = ledger.orders().get(report.order());
    deadlines.of(ledger, order, now);
    ledger.followUp().supervision().count(order.id(), SupervisionTable.Count.REPORTS);
    String source = report.draft().source().name().toLowerCase(Locale.ROOT);
    OrderDeadlines.remark(
        ledger,
        order,
        report.draft().actor(),
        now,
        (report.joined() ? "also reported by " : "reported by ")
            + source
            + " through "
            + report.draft().system()
            + " ("
            + report.id()
            + (report.joined() ? "): " + report.reason() : ")"));
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
    if (settings.registered().contains(report.draft().source())
        && order.state() == OrderState.PENDING_REVIEW) {
      Move register =
          new Move(
              OrderAction.REGISTER,
              report.draft().actor(),
              "reported by " + source + ", " + report.id(),
              Optional.empty(),
              now);
      if (orders.move(ledger, order, register) instanceof Outcome.Refused<WorkOrder> refused) {
        throw new IllegalStateException(refused.message());
      }
    }
  }
}
