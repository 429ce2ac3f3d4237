package io.cityward.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.dedup.Candidate;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAlertStoreIT extends AlertStoreContract {

  @TempDir Path folder;

  @Override
  AlertStore create() {
    return new SqliteAlertStore(folder.resolve("new/folder/book.db"));
  }

  @Test
  void keepsTheCommandsOfABookOfTheFirstVersion() throws Exception {
    Path file = folder.resolve("old.db");
    String url = "jdbc:sqlite:" + file;
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:io/cityward/alerts/store/migrations")
        .placeholders(Map.of("key", "INTEGER"))
        .target("1")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO commands VALUES ('W-1', 'k', 'ACCEPT', 1)");
    }
    try (SqliteAlertStore store = new SqliteAlertStore(file)) {
      store.start();
      assertThat(store.<Optional<String>>read(ledger -> ledger.commands().find("W-1", "k")))
          .contains("ACCEPT");
    }
  }

  @Test
  void knowsWhenCasesOfAnOlderBookWereClosed() throws Exception {
    Path file = folder.resolve("old.db");
    String url = "jdbc:sqlite:" + file;
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:io/cityward/alerts/store/migrations")
        .placeholders(Map.of("key", "INTEGER"))
        .target("7")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO alerts VALUES (1, 1, 'cam-1', '', '', '', 0, 0, 'illegal-parking', '', '',"
              + " '09009', '', 't-1', 0.8, 0.4, 0.4, 0.6, 0.6, 'ENDED', 'REJECTED', 'wang',"
              + " 'a sign', 1, 1, 1, 2000000, 2000000, 1, 'x', 0, 3, '', '', '[]')");
      statement.execute(
          "INSERT INTO work_orders VALUES (1, 1, 'REJECTED', '', '', '', 0, 1, 5000000, 2)");
      statement.execute(
          "INSERT INTO sightings VALUES (1, 1, 2000000, 't-1', 0.4, 0.4, 0.6, 0.6, 0.8, 'x')");
      statement.execute("INSERT INTO findings VALUES ('f-1', 1, 2000000, 1)");
    }
    try (SqliteAlertStore store = new SqliteAlertStore(file)) {
      store.start();
      AlertId id = new AlertId(1);
      assertThat(store.<Alert>read(ledger -> ledger.alerts().get(id)).judgement())
          .isEqualTo(new Judgement(Verdict.REJECTED, "wang", "a sign", "other"));
      assertThat(store.<List<Sighting>>read(ledger -> ledger.sightings().of(id)))
          .singleElement()
          .satisfies(sighting -> assertThat(sighting.finding()).isEmpty())
          .extracting(Sighting::camera)
          .isEqualTo(new CameraId("cam-1"));
      List<Candidate> closed =
          store.read(
              ledger ->
                  ledger
                      .cases()
                      .closed(
                          Findings.subject("cam-1", "09009", "A1"),
                          0,
                          Findings.KERB,
                          Instant.EPOCH));
      assertThat(closed)
          .singleElement()
          .extracting(candidate -> candidate.closing().orElseThrow().at())
          .isEqualTo(Instant.ofEpochSecond(5));
    }
  }

  @Test
  void namesTheFileThatIsNoDatabase() throws IOException {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "This is no database. ".repeat(100));
    try (SqliteAlertStore broken = new SqliteAlertStore(file)) {
      assertThatThrownBy(broken::start)
          .isInstanceOf(CityException.class)
          .hasMessageStartingWith("alert book " + file + ": cannot be opened: ")
          .hasMessageContaining("not a database");
    }
  }
}
