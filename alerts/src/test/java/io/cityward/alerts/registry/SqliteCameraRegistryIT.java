package io.cityward.alerts.registry;

import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.SqliteAlertStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCameraRegistryIT extends CameraRegistryContract {

  @TempDir Path folder;

  @Override
  AlertStore create() {
    return new SqliteAlertStore(folder.resolve("book.db"));
  }
}
