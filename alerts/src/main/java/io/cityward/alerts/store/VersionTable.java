package io.cityward.alerts.store;

import io.cityward.alerts.algorithm.AlgorithmVersion;
import io.cityward.alerts.algorithm.PackFacts;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.algorithm.VersionOrigin;
import io.cityward.alerts.algorithm.VersionState;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The versions of the algorithms. */
public final class VersionTable {

  private final Handle handle;

  VersionTable(Handle handle) {
    this.handle = handle;
  }

  public Optional<AlgorithmVersion> find(VersionId id) {
    return handle
        .createQuery(
            "SELECT * FROM algorithm_versions WHERE algorithm = :algorithm AND version = :version")
        .bind("algorithm", id.algorithm())
        .bind("version", id.version())
        .map((row, context) -> version(row))
        .findOne();
  }

  /**
   * One version.
   *
   * @throws CityException NOT_FOUND
   */
  public AlgorithmVersion get(VersionId id) {
    return find(id).orElseThrow(() -> CityException.notFound("version", id));
  }

  /** The highest first. */
  public List<AlgorithmVersion> of(String algorithm) {
    return handle
        .createQuery("SELECT * FROM algorithm_versions WHERE algorithm = :algorithm")
        .bind("algorithm", algorithm)
        .map((row, context) -> version(row))
        .stream()
        .sorted(Comparator.comparing(AlgorithmVersion::id).reversed())
        .toList();
  }

  /** Of all algorithms, in the order in which they came. */
  public List<AlgorithmVersion> all() {
    return handle
        .createQuery("SELECT * FROM algorithm_versions ORDER BY uploaded_at, algorithm, version")
        .map((row, context) -> version(row))
        .list();
  }

  /** What a ZIP has become; empty if it is not there any more. */
  public Optional<AlgorithmVersion> ofArchive(String sha256) {
    return handle
        .createQuery("SELECT * FROM algorithm_versions WHERE archive_sha256 = :sha256")
        .bind("sha256", sha256)
        .map((row, context) -> version(row))
        .findFirst();
  }

  public void insert(AlgorithmVersion version) {
    bindChanging(
            handle.createUpdate(
                "INSERT INTO algorithm_versions (algorithm, version, origin, state, state_reason,"
                    + " engine, bytes, sha256, archive_sha256, licences, labels, uploaded_at,"
                    + " uploaded_by, trial) VALUES (:algorithm, :version, :origin, :state, :reason,"
                    + " :engine, :bytes, :sha256, :archive, :licences, :labels, :at, :by, :trial)"),
            version)
        .bind("origin", version.origin().name())
        .bind("at", Columns.micros(version.uploadedAt()))
        .bind("by", version.uploadedBy())
        .execute();
  }

  public void update(AlgorithmVersion version) {
    bindChanging(
            handle.createUpdate(
                "UPDATE algorithm_versions SET state = :state, state_reason = :reason,"
                    + " engine = :engine, bytes = :bytes, sha256 = :sha256,"
                    + " archive_sha256 = :archive, licences = :licences, labels = :labels,"
                    + " trial = :trial WHERE algorithm = :algorithm AND version = :version"),
            version)
        .execute();
  }

  public void delete(VersionId id) {
    handle
        .createUpdate(
            "DELETE FROM algorithm_versions WHERE algorithm = :algorithm AND version = :version")
        .bind("algorithm", id.algorithm())
        .bind("version", id.version())
        .execute();
  }

  private static Update bindChanging(Update statement, AlgorithmVersion version) {
    PackFacts facts = version.facts();
    return statement
        .bind("algorithm", version.id().algorithm())
        .bind("version", version.id().version())
        .bind("state", version.state().name())
        .bind("reason", version.stateReason())
        .bind("engine", facts.engine())
        .bind("bytes", facts.bytes())
        .bind("sha256", facts.sha256())
        .bind("archive", facts.archiveSha256())
        .bind("licences", JsonColumn.of(facts.licences()))
        .bind("labels", JsonColumn.of(facts.labels()))
        .bind("trial", version.trial().map(TrialColumn::of).orElse(""));
  }

  private static AlgorithmVersion version(ResultSet row) throws SQLException {
    return new AlgorithmVersion(
        new VersionId(row.getString("algorithm"), row.getString("version")),
        VersionOrigin.valueOf(row.getString("origin")),
        VersionState.valueOf(row.getString("state")),
        row.getString("state_reason"),
        new PackFacts(
            row.getString("engine"),
            row.getLong("bytes"),
            row.getString("sha256"),
            row.getString("archive_sha256"),
            JsonColumn.texts(row.getString("licences")),
            JsonColumn.texts(row.getString("labels"))),
        Columns.time(row, "uploaded_at"),
        row.getString("uploaded_by"),
        Optional.of(row.getString("trial")).filter(t -> !t.isEmpty()).map(TrialColumn::read));
  }
}
