package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Lineage;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.audit.AuditJson;
import io.cityward.alerts.dedup.KnownFinding;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.store.ViewTable;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes two cases of one, inside a transaction. */
final class Splitting {

  private static final String SPLIT = "SPLIT";

  private final WorkOrderDesk desk;

  Splitting(WorkOrderDesk desk) {
    this.desk = desk;
  }

  /**
   * What goes and what stays.
   *
   * @param gone findings that go, the last seen first
   * @param going their sightings, oldest first
   */
  private record Parts(
      List<KnownFinding> gone,
      List<KnownFinding> kept,
      List<Sighting> going,
      List<Sighting> staying) {

    boolean goes(FindingId finding) {
      return gone.stream().anyMatch(known -> known.id().equals(finding));
    }
  }

  Outcome<Regrouped> split(Ledger ledger, SplitCommand command, Instant now) {
    Alert alert = ledger.alerts().get(command.alert());
    WorkOrder order = ledger.orders().get(alert.order());
    Optional<Outcome.Refused<Regrouped>> refused =
        RegroupRefusals.<Regrouped>stale(order, command.version())
            .or(() -> RegroupRefusals.ofSplit(alert, order));
    if (refused.isPresent()) {
      return refused.get();
    }
    Set<FindingId> wanted = new HashSet<>(command.findings());
    command
        .mergedFrom()
        .ifPresent(from -> wanted.addAll(ledger.findings().mergedFrom(alert.id(), from)));
    Parts parts = parts(ledger, alert, wanted);
    if (parts.going().isEmpty() || parts.gone().size() < wanted.size()) {
      return notPart(command, alert);
    }
    if (parts.staying().isEmpty()) {
      return nothingLeft(alert);
    }
    Alert made = made(ledger, command, alert, parts, now);
    handOver(ledger, alert, made, parts);
    Alert rest = rest(ledger, alert, parts);
    desk.open(ledger, made, now);
    note(ledger, command, order, made, now);
    audit(ledger, command, alert, rest, made, now);
    return new Outcome.Done<>(
        new Regrouped(ledger.alerts().get(rest.id()), ledger.alerts().get(made.id())));
  }

  private static Parts parts(Ledger ledger, Alert alert, Set<FindingId> wanted) {
    Parts parts =
        new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (KnownFinding finding : ledger.findings().of(alert.id())) {
      (wanted.contains(finding.id()) ? parts.gone() : parts.kept()).add(finding);
    }
    for (Sighting sighting : ledger.sightings().of(alert.id())) {
      boolean goes = sighting.finding().filter(parts::goes).isPresent();
      (goes ? parts.going() : parts.staying()).add(sighting);
    }
    return parts;
  }

  private static Alert made(
      Ledger ledger, SplitCommand command, Alert alert, Parts parts, Instant now) {
    Sighting first = parts.going().get(0);
    List<ViewTable.Seen> views = ledger.views().of(alert.id());
    Optional<ViewTable.Seen> view =
        views.stream()
            .filter(seen -> parts.goes(seen.finding()))
            .findFirst()
            .or(
                () ->
                    views.stream()
                        .filter(seen -> seen.subject().camera().equals(first.camera()))
                        .filter(seen -> !first.camera().equals(alert.subject().camera()))
                        .findFirst());
    Subject subject = view.map(ViewTable.Seen::subject).orElse(alert.subject());
    Sighting last =
        parts.going().stream()
            .filter(sighting -> sighting.camera().equals(subject.camera()))
            .max(Comparator.comparing(Sighting::seenAt))
            .orElse(first);
    boolean live = parts.gone().stream().anyMatch(finding -> !finding.ended());
    Instant began = view.map(ViewTable.Seen::beganAt).orElse(first.seenAt());
    Instant seen = later(parts.gone().get(0).seenAt(), last.seenAt());
    double best = parts.going().stream().mapToDouble(Sighting::score).max().orElseThrow();
    FindingReport report =
        new FindingReport(
            first.finding().orElseThrow(),
            subject,
            view.map(ViewTable.Seen::trackId).orElse(last.trackId()),
            live ? Phase.ONGOING : Phase.ENDED,
            earlier(began, first.seenAt()),
            earlier(began, first.seenAt()),
            seen,
            view.map(ViewTable.Seen::box).orElse(last.box()),
            best,
            List.of(),
            "",
            subject.scene().equals(alert.subject().scene()) ? alert.foundBy() : Optional.empty(),
            List.of());
    String reason = "split off " + alert.id() + " by " + command.actor();
    Alert opened =
        Alert.opened(
            ledger.alerts().nextId(),
            ledger.orders().nextId(),
            report,
            now,
            command.note().isEmpty() ? reason : clipped(reason + ": " + command.note()),
            Lineage.of(SPLIT, Optional.empty(), Optional.of(alert.id()))
                .seenOnlyBy(others(parts.going(), subject.camera())));
    Alert made =
        opened.recounted(
            parts.going().size(),
            opened.trackId(),
            opened.box(),
            best,
            opened.beganAt(),
            opened.lastSeenAt(),
            live);
    ledger.alerts().insert(made, true);
    ledger.alerts().tie(made);
    ledger.events().append(EventLog.Kind.ALERT_RAISED, made.id());
    return made;
  }

  private static void handOver(Ledger ledger, Alert alert, Alert made, Parts parts) {
    CameraId camera = made.subject().camera();
    for (ViewTable.Seen seen : ledger.views().of(alert.id())) {
      if (parts.goes(seen.finding())) {
        ledger.views().remove(seen.finding());
        if (!seen.subject().camera().equals(camera)) {
          ledger.views().add(seen.of(made.id()), true);
        }
      }
    }
    for (KnownFinding finding : parts.gone()) {
      boolean elsewhere =
          parts.going().stream()
              .filter(sighting -> sighting.finding().filter(finding.id()::equals).isPresent())
              .anyMatch(sighting -> !sighting.camera().equals(camera));
      ledger.findings().split(finding.id(), made.id(), elsewhere);
    }
    ledger.sightings().clear(alert.id());
    number(ledger, alert.id(), parts.staying());
    number(ledger, made.id(), parts.going());
    alert.evidence().stream()
        .filter(file -> parts.gone().stream().anyMatch(finding -> file.shows(finding.id())))
        .forEach(file -> ledger.evidence().move(file, made.id()));
  }

  private static void number(Ledger ledger, AlertId alert, List<Sighting> sightings) {
    int position = 0;
    for (Sighting sighting : sightings) {
      ledger.sightings().add(alert, sighting.at(++position));
    }
  }

  private static Alert rest(Ledger ledger, Alert alert, Parts parts) {
    CameraId camera = alert.subject().camera();
    boolean ownGoes = parts.gone().stream().anyMatch(finding -> !finding.elsewhere());
    Optional<Sighting> last =
        parts.staying().stream()
            .filter(sighting -> sighting.camera().equals(camera))
            .max(Comparator.comparing(Sighting::seenAt))
            .filter(sighting -> ownGoes);
    Instant seen =
        parts.staying().stream().map(Sighting::seenAt).max(Comparator.naturalOrder()).orElseThrow();
    Alert rest =
        alert
            .recounted(
                parts.staying().size(),
                last.map(Sighting::trackId).orElse(alert.trackId()),
                last.map(Sighting::box).orElse(alert.box()),
                alert.score(),
                alert.beganAt(),
                parts.kept().stream().map(KnownFinding::seenAt).reduce(seen, Splitting::later),
                ledger.findings().anyLive(alert.id()))
            .tied(alert.lineage().seenOnlyBy(others(parts.staying(), camera)));
    ledger.alerts().update(rest);
    ledger.alerts().tie(rest);
    ledger.events().append(EventLog.Kind.ALERT_UPDATED, rest.id());
    return rest;
  }

  private static List<CameraId> others(List<Sighting> sightings, CameraId own) {
    return sightings.stream().map(Sighting::camera).filter(c -> !c.equals(own)).distinct().toList();
  }

  private static void note(
      Ledger ledger, SplitCommand command, WorkOrder order, Alert made, Instant now) {
    String words = command.note().isEmpty() ? "" : ": " + command.note();
    ledger.orders().update(order.moved(order.state(), now));
    ledger
        .orders()
        .addHistory(
            order.id(),
            HistoryEntry.remark(
                now,
                command.actor(),
                order.state(),
                "split off " + made.id() + " (" + made.order() + ")" + words));
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
    WorkOrder opened = ledger.orders().get(made.order());
    ledger
        .orders()
        .addHistory(
            opened.id(),
            HistoryEntry.remark(
                now,
                command.actor(),
                opened.state(),
                "split off " + command.alert() + " (" + order.id() + ")" + words));
  }

  private static void audit(
      Ledger ledger, SplitCommand command, Alert before, Alert rest, Alert made, Instant now) {
    ledger
        .audit()
        .append(
            new AuditEntry(
                now,
                command.actor(),
                "case.split",
                "alert/" + command.alert(),
                command.note(),
                AuditJson.of("sightings", before.sightings()),
                AuditJson.of("sightings", rest.sightings(), "split_off", made.id().toString())));
  }

  private static Outcome<Regrouped> notPart(SplitCommand command, Alert alert) {
    String what =
        command
            .mergedFrom()
            .map(from -> "nothing of " + from)
            .orElse("not all of " + command.findings());
    return new Outcome.Refused<>(
        Outcome.Refusal.NOT_PART_OF_CASE,
        alert.id() + ": " + what + " is among its sightings (expected: findings of its sightings)",
        Map.of("alert", alert.id().toString()));
  }

  private static Outcome<Regrouped> nothingLeft(Alert alert) {
    return new Outcome.Refused<>(
        Outcome.Refusal.NOTHING_LEFT,
        alert.id() + ": nothing would be left of it (expected: some of its sightings)",
        Map.of("alert", alert.id().toString()));
  }

  private static String clipped(String text) {
    return text.substring(0, Math.min(500, text.length()));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
