package io.cityward.alerts.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAlertStoreIT extends AlertStoreContract {

  @TempDir Path folder;

  @Override
  AlertStore create() {
    return new SqliteAlertStore(folder.resolve("new/folder/book.db"));
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
