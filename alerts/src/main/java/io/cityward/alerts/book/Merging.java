package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.audit.AuditJson;
import io.cityward.alerts.dedup.KnownFinding;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.store.ViewTable;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one case of two, inside a transaction. */
final class Merging {

  private static final int LONGEST_REASON = 500;
  private static final String MERGED = "MERGED";

  private final WorkOrderDesk desk;

  Merging(WorkOrderDesk desk) {
    this.desk = desk;
  }

  Outcome<Regrouped> merge(Ledger ledger, MergeCommand command, Instant now) {
    Alert into = ledger.alerts().get(command.into());
    Alert from = ledger.alerts().get(command.from());
    WorkOrder intoOrder = ledger.orders().get(into.order());
    WorkOrder fromOrder = ledger.orders().get(from.order());
    Optional<Outcome.Refused<Regrouped>> refused =
        RegroupRefusals.<Regrouped>stale(intoOrder, command.intoVersion())
            .or(() -> RegroupRefusals.stale(fromOrder, command.fromVersion()))
            .or(() -> RegroupRefusals.ofMerge(into, intoOrder, from, fromOrder));
    if (refused.isPresent()) {
      return refused.get();
    }
    Outcome<WorkOrder> ended = desk.move(ledger, fromOrder, end(command, into, now));
    if (ended instanceof Outcome.Refused<WorkOrder> illegal) {
      return illegal.of();
    }
    handOver(ledger, from, into.id());
    List<Sighting> more = moveSightings(ledger, command, from, into);
    Alert merged = grown(ledger, into, from, more.size());
    Alert duplicate = emptied(ledger, from.id(), into.id());
    note(ledger, command, intoOrder, fromOrder, now);
    audit(ledger, command, into, merged, now);
    return new Outcome.Done<>(
        new Regrouped(ledger.alerts().get(merged.id()), ledger.alerts().get(duplicate.id())));
  }

  private static Move end(MergeCommand command, Alert into, Instant now) {
    String note = "duplicate of " + into.id() + " (" + into.order() + ")";
    return new Move(
            OrderAction.REJECT,
            command.actor(),
            command.note().isEmpty() ? note : note + ": " + command.note(),
            Optional.empty(),
            now)
        .judging(new Judgement(Verdict.DUPLICATE, command.actor(), command.note(), ""));
  }

  /** Views, findings and files; the case's own picture becomes one more view of the other. */
  private static void handOver(Ledger ledger, Alert from, AlertId into) {
    ledger.findings().of(from.id()).stream()
        .filter(finding -> !finding.elsewhere())
        .findFirst()
        .map(KnownFinding::id)
        .ifPresent(
            finding ->
                ledger
                    .views()
                    .add(
                        new ViewTable.Seen(
                            finding,
                            from.id(),
                            from.subject(),
                            from.trackId(),
                            from.box(),
                            from.beganAt(),
                            from.lastSeenAt()),
                        true));
    ledger.views().move(from.id(), into);
    ledger.findings().merge(from.id(), into);
    from.evidence().forEach(file -> ledger.evidence().move(file, into));
  }

  private static List<Sighting> moveSightings(
      Ledger ledger, MergeCommand command, Alert from, Alert into) {
    List<Sighting> moved = new ArrayList<>();
    String prefix = "from " + from.id() + ", merged by " + command.actor() + "; ";
    for (Sighting sighting : ledger.sightings().of(from.id())) {
      String reason = prefix + sighting.reason();
      moved.add(
          new Sighting(
              into.sightings() + moved.size() + 1,
              sighting.seenAt(),
              sighting.trackId(),
              sighting.box(),
              sighting.score(),
              reason.substring(0, Math.min(LONGEST_REASON, reason.length())),
              sighting.camera(),
              sighting.finding(),
              MERGED));
    }
    ledger.sightings().clear(from.id());
    moved.forEach(sighting -> ledger.sightings().add(into.id(), sighting));
    return moved;
  }

  private static Alert grown(Ledger ledger, Alert into, Alert from, int more) {
    List<CameraId> cameras = new ArrayList<>(List.of(from.subject().camera()));
    cameras.addAll(from.lineage().otherCameras());
    cameras.remove(into.subject().camera());
    Alert merged =
        into.recounted(
                into.sightings() + more,
                into.trackId(),
                into.box(),
                Math.max(into.score(), from.score()),
                earlier(into.beganAt(), from.beganAt()),
                earlier(into.lastSeenAt(), from.lastSeenAt()).equals(into.lastSeenAt())
                    ? from.lastSeenAt()
                    : into.lastSeenAt(),
                ledger.findings().anyLive(into.id()))
            .tied(into.lineage().seenBy(cameras));
    ledger.alerts().update(merged);
    ledger.alerts().tie(merged);
    ledger.events().append(EventLog.Kind.ALERT_UPDATED, merged.id());
    return merged;
  }

  private static Alert emptied(Ledger ledger, AlertId from, AlertId into) {
    Alert judged = ledger.alerts().get(from);
    Alert duplicate =
        judged
            .recounted(
                0,
                judged.trackId(),
                judged.box(),
                judged.score(),
                judged.beganAt(),
                judged.lastSeenAt(),
                false)
            .tied(judged.lineage().duplicateOf(into));
    ledger.alerts().update(duplicate);
    ledger.alerts().tie(duplicate);
    boolean ends = judged.state() == AlertState.ONGOING;
    ledger
        .events()
        .append(ends ? EventLog.Kind.ALERT_ENDED : EventLog.Kind.ALERT_UPDATED, duplicate.id());
    return duplicate;
  }

  /** The order that goes on tells what came to it, and counts as moved for whoever looks at it. */
  private static void note(
      Ledger ledger, MergeCommand command, WorkOrder into, WorkOrder from, Instant now) {
    String took = "took in " + from.alert() + " (" + from.id() + ")";
    ledger.orders().update(into.moved(into.state(), now));
    ledger
        .orders()
        .addHistory(
            into.id(),
            HistoryEntry.remark(
                now,
                command.actor(),
                into.state(),
                command.note().isEmpty() ? took : took + ": " + command.note()));
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, into.id());
  }

  private static void audit(
      Ledger ledger, MergeCommand command, Alert before, Alert after, Instant now) {
    ledger
        .audit()
        .append(
            new AuditEntry(
                now,
                command.actor(),
                "case.merge",
                "alert/" + command.into(),
                command.note(),
                AuditJson.of("sightings", before.sightings()),
                AuditJson.of(
                    "sightings", after.sightings(), "took_in", command.from().toString())));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
