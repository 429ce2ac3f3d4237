package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Lineage;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.dedup.CaseRule;
import io.cityward.alerts.dedup.DedupDecision;
import io.cityward.alerts.dedup.Deduplicator;
import io.cityward.alerts.dedup.KnownFinding;
import io.cityward.alerts.dedup.View;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.store.ViewTable;
import io.cityward.alerts.verdict.VerdictSettings;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.alerts.workorder.WorkOrderMachine;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Findings in, alerts out, one per real-world event. Decision, alert, sighting, work order, outbox
 * and event log are one transaction; nothing is sent or told before it is stored.
 *
 * <p>Safe for any number of threads: the store runs one write at a time, so that two reports of one
 * event cannot both find nothing open.
 */
public final class AlertBook {

  private static final Logger log = LoggerFactory.getLogger(AlertBook.class);

  private final AlertStore store;
  private final Deduplicator deduplicator;
  private final WorkOrderDesk desk;
  private final Clock clock;
  private final AlertMetrics metrics;
  private final Runnable afterCommit;
  private final Confirming confirming;

  /**
   * A book on a store that somebody else starts and closes.
   *
   * @param afterCommit runs after each transaction that changed the book; must not block
   */
  public AlertBook(
      AlertStore store,
      Deduplicator deduplicator,
      WorkOrderDesk desk,
      Clock clock,
      AlertMetrics metrics,
      Runnable afterCommit) {
    this(store, deduplicator, desk, clock, metrics, afterCommit, VerdictSettings.DEFAULT);
  }

  /** As above, with rules that confirm by themselves. */
  public AlertBook(
      AlertStore store,
      Deduplicator deduplicator,
      WorkOrderDesk desk,
      Clock clock,
      AlertMetrics metrics,
      Runnable afterCommit,
      VerdictSettings verdicts) {
    this.store = store;
    this.deduplicator = deduplicator;
    this.desk = desk;
    this.clock = clock;
    this.metrics = metrics;
    this.afterCommit = afterCommit;
    this.confirming = new Confirming(verdicts, desk);
  }

  /**
   * Records what a worker reports; when this returns, it is stored. Repeated, late and unordered
   * reports are welcome.
   *
   * @throws CityException EXTERNAL_FAILED when it could not be stored; report it again
   */
  public Recorded record(FindingReport report) {
    Recorded recorded;
    try {
      recorded = store.write(ledger -> record(ledger, report));
    } catch (CityException e) {
      metrics.finding(AlertMetrics.Finding.REFUSED);
      throw e;
    }
    metrics.finding(outcomeOf(recorded.decision()));
    metrics.decided(recorded.decision().reason());
    tell(report, recorded);
    return recorded;
  }

  /**
   * Adds a file to the alert of a finding; the same path again changes nothing.
   *
   * @throws CityException NOT_FOUND when the finding was never recorded
   */
  public Alert attachEvidence(FindingId finding, Evidence evidence) {
    Alert alert =
        store.write(
            ledger -> {
              KnownFinding known =
                  ledger
                      .findings()
                      .find(finding)
                      .orElseThrow(() -> CityException.notFound("finding", finding));
              Alert current = ledger.alerts().get(known.alert());
              return ledger.evidence().add(current.id(), evidence)
                  ? changed(ledger, current.shown(evidence), EventLog.Kind.ALERT_UPDATED)
                  : current;
            });
    afterCommit.run();
    return alert;
  }

  /**
   * Keeps findings from being taken for gone: their camera looks elsewhere for a while. When their
   * alerts were last seen stays as it is.
   */
  public void vouch(List<FindingId> findings, Instant now) {
    var unused =
        store.write(
            ledger -> {
              findings.forEach(id -> ledger.findings().vouch(id, now));
              return findings.size();
            });
  }

  /**
   * Ends the alerts whose findings were not seen since a time: their worker, camera or scene went
   * away without a word. A report that comes after all brings them back.
   *
   * @return how many alerts ended
   */
  public int endSilent(Instant since) {
    int ended =
        store.write(
            ledger -> {
              int count = 0;
              for (AlertId id : ledger.findings().silence(since)) {
                Alert alert = ledger.alerts().get(id);
                if (alert.state() == AlertState.ONGOING && !ledger.findings().anyLive(id)) {
                  changed(ledger, alert.silenced(), EventLog.Kind.ALERT_ENDED);
                  count++;
                }
              }
              return count;
            });
    if (ended > 0) {
      afterCommit.run();
    }
    return ended;
  }

  /**
   * Takes somebody's word on an alert, and moves its work order accordingly: confirmed registers
   * it, rejected rejects it.
   *
   * @throws CityException NOT_FOUND
   */
  public Outcome<Alert> giveVerdict(VerdictCommand command) {
    Instant now = now();
    Outcome<Alert> outcome =
        store.write(
            ledger -> {
              Alert alert = ledger.alerts().get(command.alert());
              return Once.run(
                  ledger,
                  alert.id().toString(),
                  command.key(),
                  command.judgement().verdict().name(),
                  now,
                  () -> alert,
                  () -> judge(ledger, alert, command, now));
            });
    afterCommit.run();
    return outcome;
  }

  private Recorded record(Ledger ledger, FindingReport report) {
    Optional<KnownFinding> known = ledger.findings().find(report.finding());
    CaseRule rule = deduplicator.settings().of(report.subject());
    DedupDecision decision =
        deduplicator.decide(report, known, new CasesAround(ledger, report, rule));
    AlertId alert = null;
    if (decision instanceof DedupDecision.Open fresh) {
      known.filter(KnownFinding::elsewhere).ifPresent(f -> ledger.views().remove(f.id()));
      alert = open(ledger, report, fresh, rule.radius() > 0);
    } else if (decision instanceof DedupDecision.Merge merge) {
      alert = see(ledger, report, merge.alert(), known, merge.view(), Optional.of(decision));
    } else if (decision instanceof DedupDecision.Quiet quiet) {
      alert = see(ledger, report, quiet.alert(), known, quiet.view(), Optional.of(decision));
    } else if (decision instanceof DedupDecision.Refresh refresh) {
      alert = see(ledger, report, refresh.alert(), known, refresh.view(), Optional.empty());
    } else if (decision instanceof DedupDecision.Suppress suppress) {
      alert = keepEvidence(ledger, report, suppress.alert());
    }
    return new Recorded(decision, alert);
  }

  private AlertId open(Ledger ledger, FindingReport report, DedupDecision.Open why, boolean near) {
    Instant now = now();
    Alert alert =
        Alert.opened(
            ledger.alerts().nextId(),
            ledger.orders().nextId(),
            report,
            now,
            report.reasonWith(why.words()),
            Lineage.of(why.reason().name(), why.recurrenceOf(), Optional.empty()));
    ledger.alerts().insert(alert, near);
    ledger.findings().put(KnownFinding.of(report, alert.id()));
    ledger.sightings().add(alert.id(), sighting(alert, report, why));
    report.evidence().forEach(evidence -> ledger.evidence().add(alert.id(), evidence));
    ledger.events().append(EventLog.Kind.ALERT_RAISED, alert.id());
    if (report.ended()) {
      ledger.events().append(EventLog.Kind.ALERT_ENDED, alert.id());
    }
    desk.open(ledger, alert, now);
    confirming.look(ledger, alert, 0, now);
    return alert.id();
  }

  /** Brings a known alert up to date; with a decision, the report counts as a sighting. */
  private AlertId see(
      Ledger ledger,
      FindingReport report,
      AlertId id,
      Optional<KnownFinding> known,
      View view,
      Optional<DedupDecision> anew) {
    boolean quiet = anew.filter(d -> d instanceof DedupDecision.Quiet).isPresent();
    ledger
        .findings()
        .put(
            known
                .filter(finding -> finding.alert().equals(id))
                .map(finding -> finding.after(report))
                .orElseGet(() -> KnownFinding.of(report, id, view)));
    if (view.elsewhere()) {
      view.after()
          .ifPresentOrElse(
              before -> ledger.views().follow(before, report),
              () -> ledger.views().add(ViewTable.Seen.of(report, id), !quiet));
    }
    Alert before = ledger.alerts().get(id);
    Alert after =
        tie(
            ledger,
            before.seen(report, anew.isPresent(), ledger.findings().anyLive(id), view.elsewhere()),
            report,
            quiet);
    report.evidence().forEach(evidence -> ledger.evidence().add(id, evidence));
    anew.ifPresent(why -> ledger.sightings().add(id, sighting(after, report, why)));
    boolean ends = after.state() == AlertState.ENDED && before.state() != AlertState.ENDED;
    changed(ledger, after, ends ? EventLog.Kind.ALERT_ENDED : EventLog.Kind.ALERT_UPDATED);
    confirming.look(ledger, after, before.score(), now());
    return id;
  }

  /** The alert with what a sighting adds to its lineage: another camera, or one more in silence. */
  private static Alert tie(Ledger ledger, Alert alert, FindingReport report, boolean quiet) {
    CameraId camera = report.subject().camera();
    boolean another =
        !camera.equals(alert.subject().camera())
            && !alert.lineage().otherCameras().contains(camera);
    if (!another && !quiet) {
      return alert;
    }
    Lineage lineage = another ? alert.lineage().seenBy(List.of(camera)) : alert.lineage();
    Alert tied = alert.tied(quiet ? lineage.seenQuietly() : lineage);
    ledger.alerts().tie(tied);
    return tied;
  }

  /** A beginning that was overtaken says nothing new, but it has the pictures. */
  private static AlertId keepEvidence(Ledger ledger, FindingReport report, AlertId id) {
    long added =
        report.evidence().stream().filter(evidence -> ledger.evidence().add(id, evidence)).count();
    if (added > 0) {
      Alert alert = ledger.alerts().get(id);
      changed(ledger, alert.tied(alert.lineage()), EventLog.Kind.ALERT_UPDATED);
    }
    return id;
  }

  private Outcome<Alert> judge(Ledger ledger, Alert alert, VerdictCommand command, Instant now) {
    boolean confirmed = command.judgement().verdict() == Verdict.CONFIRMED;
    WorkOrder order = ledger.orders().get(alert.order());
    if (confirmed && order.state() == OrderState.REJECTED) {
      return new Outcome.Refused<>(
          Outcome.Refusal.ALREADY_REJECTED,
          alert.id() + ": " + order.id() + " is rejected, which is final",
          Map.of("work_order", order.id().toString()));
    }
    OrderAction action = confirmed ? OrderAction.REGISTER : OrderAction.REJECT;
    boolean moves = WorkOrderMachine.next(order.state(), action).isPresent();
    if (moves || !confirmed) {
      Outcome<WorkOrder> moved =
          desk.move(
              ledger,
              order,
              new Move(action, command.judgement().by(), command.note(), Optional.empty(), now)
                  .judging(command.judgement()));
      if (moved instanceof Outcome.Refused<WorkOrder> refused) {
        return refused.of();
      }
    }
    // The move has judged a pending alert already; a changed mind still has to be written down.
    Alert judged = ledger.alerts().get(alert.id());
    return new Outcome.Done<>(
        judged.judgement().equals(command.judgement())
            ? judged
            : changed(ledger, judged.judged(command.judgement()), EventLog.Kind.ALERT_UPDATED));
  }

  private static Alert changed(Ledger ledger, Alert alert, EventLog.Kind kind) {
    ledger.alerts().update(alert);
    ledger.events().append(kind, alert.id());
    return alert;
  }

  private static Sighting sighting(Alert alert, FindingReport report, DedupDecision why) {
    return new Sighting(
        alert.sightings(),
        report.seenAt(),
        report.trackId(),
        report.box(),
        report.score(),
        report.reasonWith(why.words()),
        report.subject().camera(),
        Optional.of(report.finding()),
        why.reason().name());
  }

  /** Refreshes come every few seconds, so that only what an operator would ask about is logged. */
  private void tell(FindingReport report, Recorded recorded) {
    DedupDecision decision = recorded.decision();
    boolean quiet =
        decision instanceof DedupDecision.Refresh || decision instanceof DedupDecision.Suppress;
    log.atLevel(quiet && !report.ended() ? Level.DEBUG : Level.INFO)
        .log(
            "{} {} -> {}: {} ({})",
            report.finding(),
            report.phase(),
            recorded.alert(),
            decision.words(),
            decision.reason());
    if (!(decision instanceof DedupDecision.Suppress) || !report.evidence().isEmpty()) {
      afterCommit.run();
    }
  }

  private static AlertMetrics.Finding outcomeOf(DedupDecision decision) {
    if (decision instanceof DedupDecision.Open) {
      return AlertMetrics.Finding.OPENED;
    }
    if (decision instanceof DedupDecision.Merge) {
      return AlertMetrics.Finding.MERGED;
    }
    return decision instanceof DedupDecision.Refresh
        ? AlertMetrics.Finding.REFRESHED
        : AlertMetrics.Finding.SUPPRESSED;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
