package io.cityward.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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
