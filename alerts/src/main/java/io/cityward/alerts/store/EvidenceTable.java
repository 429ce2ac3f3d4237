package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Evidence;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Which files show an alert. */
public final class EvidenceTable {

  private final Handle handle;

  EvidenceTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a file to an alert; false when its path is in the book already. */
  public boolean add(AlertId alert, Evidence evidence) {
    return handle
            .createUpdate(
                "INSERT INTO evidence (path, alert_number, kind, media_type, bytes, sha256,"
                    + " taken_at) VALUES (:path, :alert, :kind, :media, :bytes, :sha256, :taken)"
                    + " ON CONFLICT (path) DO NOTHING")
            .bind("path", evidence.path())
            .bind("alert", alert.number())
            .bind("kind", evidence.kind().name())
            .bind("media", evidence.mediaType())
            .bind("bytes", evidence.bytes())
            .bind("sha256", evidence.sha256())
            .bind("taken", Columns.micros(evidence.takenAt()))
            .execute()
        == 1;
  }

  /** The evidence of some alerts, oldest first; alerts without any are left out. */
  public Map<AlertId, List<Evidence>> of(Collection<AlertId> alerts) {
    if (alerts.isEmpty()) {
      return Map.of();
    }
    return handle
        .createQuery(
            "SELECT * FROM evidence WHERE alert_number IN (<alerts>) ORDER BY taken_at, path")
        .bindList("alerts", alerts.stream().map(AlertId::number).toList())
        .map(
            (row, context) ->
                Map.entry(
                    new AlertId(row.getLong("alert_number")),
                    new Evidence(
                        Evidence.Kind.valueOf(row.getString("kind")),
                        row.getString("path"),
                        row.getString("media_type"),
                        row.getLong("bytes"),
                        row.getString("sha256"),
                        Columns.time(row, "taken_at"))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                HashMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /** Hands a file to another alert. */
  public void move(Evidence evidence, AlertId to) {
    handle
        .createUpdate("UPDATE evidence SET alert_number = :to WHERE path = :path")
        .bind("path", evidence.path())
        .bind("to", to.number())
        .execute();
  }
}
