package io.cityward.alerts.store;

import io.cityward.alerts.verdict.CalibrationHint;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Scenes that are rejected too often at a camera, and what was judged there. */
public final class HintTable {

  /** A hint with its place in the table. */
  public record Numbered(long number, CalibrationHint hint) {}

  /** How many alerts people rejected, of how many they judged. */
  public record Verdicts(int rejected, int judged) {}

  private final Handle handle;

  HintTable(Handle handle) {
    this.handle = handle;
  }

  /** What people said of the alerts of a scene at a camera that were raised since a time. */
  public Verdicts verdicts(CameraId camera, String scene, Instant since) {
    Map<String, Integer> counts = new HashMap<>();
    handle
        .createQuery(
            "SELECT verdict, COUNT(*) AS alerts FROM alerts WHERE camera_id = :camera"
                + " AND scene = :scene AND raised_at >= :since AND verdict <> 'PENDING'"
                + " AND verdict IN ('CONFIRMED', 'REJECTED') AND substr(verdict_by, 1, 5) <> 'rule '"
                + " GROUP BY verdict")
        .bind("camera", camera.value())
        .bind("scene", scene)
        .bind("since", Columns.micros(since))
        .map((row, context) -> Map.entry(row.getString("verdict"), row.getInt("alerts")))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    int rejected = counts.getOrDefault("REJECTED", 0);
    return new Verdicts(rejected, rejected + counts.getOrDefault("CONFIRMED", 0));
  }

  /** Whether there is one for the day. */
  public boolean has(LocalDate day, CameraId camera, String scene) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT 1 FROM calibration_hints"
                + " WHERE camera_id = :camera AND scene = :scene AND day = :day)")
        .bind("camera", camera.value())
        .bind("scene", scene)
        .bind("day", day.toString())
        .mapTo(Boolean.class)
        .one();
  }

  public void add(CalibrationHint hint) {
    handle
        .createUpdate(
            "INSERT INTO calibration_hints (number, day, camera_id, scene, at, rejected, judged)"
                + " VALUES (:number, :day, :camera, :scene, :at, :rejected, :judged)")
        .bind("number", Columns.next(handle, "hint"))
        .bind("day", hint.day().toString())
        .bind("camera", hint.camera().value())
        .bind("scene", hint.scene())
        .bind("at", Columns.micros(hint.at()))
        .bind("rejected", hint.rejected())
        .bind("judged", hint.judged())
        .execute();
  }

  /** Newest first. */
  public List<Numbered> page(long before, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM calibration_hints WHERE number < :before ORDER BY number DESC"
                + " LIMIT :max")
        .bind("before", before)
        .bind("max", limit)
        .map(
            (row, context) ->
                new Numbered(
                    row.getLong("number"),
                    new CalibrationHint(
                        LocalDate.parse(row.getString("day")),
                        new CameraId(row.getString("camera_id")),
                        row.getString("scene"),
                        Columns.time(row, "at"),
                        row.getInt("rejected"),
                        row.getInt("judged"))))
        .list();
  }
}
