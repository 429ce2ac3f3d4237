package io.cityward.alerts.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The book in one SQLite file: one writer, several readers that it does not block.
 *
 * <p>The write-ahead log is written at each commit but handed to the disk only at check-points
 * ({@code synchronous=NORMAL}): a killed process loses nothing that was acknowledged; a power cut
 * may lose the last commits and never corrupts the file.
 */
public final class SqliteAlertStore implements AlertStore {

  private static final int READERS = 4;
  private static final int BUSY_MILLIS = 10_000;
  private static final long CONNECT_MILLIS = 30_000;

  private final Path file;
  private HikariDataSource writer;
  private HikariDataSource readers;
  private volatile Jdbi writing;
  private volatile Jdbi reading;

  public SqliteAlertStore(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  @Override
  public synchronized void start() {
    if (writer != null) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      writer = pool("book-writer", 1, SQLiteConfig.TransactionMode.IMMEDIATE);
      migrate();
      readers = pool("book-reader", READERS, SQLiteConfig.TransactionMode.DEFERRED);
    } catch (IOException | RuntimeException e) {
      close();
      throw failed("cannot be opened", e);
    }
    writing = Jdbi.create(writer);
    reading = Jdbi.create(readers);
  }

  @Override
  public <T> T write(Function<Ledger, T> work) {
    return run(writing, work);
  }

  @Override
  public <T> T read(Function<Ledger, T> work) {
    return run(reading, work);
  }

  @Override
  public synchronized void close() {
    writing = null;
    reading = null;
    if (readers != null) {
      readers.close();
      readers = null;
    }
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }

  private <T> T run(Jdbi jdbi, Function<Ledger, T> work) {
    if (jdbi == null) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, "alert book: not open");
    }
    try {
      return jdbi.inTransaction(handle -> work.apply(Ledger.on(handle)));
    } catch (JdbiException e) {
      throw failed("failed", e);
    }
  }

  private void migrate() {
    Flyway.configure()
        .dataSource(writer)
        .locations("classpath:io/cityward/alerts/store/migrations")
        .placeholders(Map.of("key", "INTEGER"))
        .load()
        .migrate();
  }

  private HikariDataSource pool(String name, int size, SQLiteConfig.TransactionMode mode) {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    sqlite.setTransactionMode(mode);
    sqlite.setBusyTimeout(BUSY_MILLIS);
    sqlite.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + file);
    HikariConfig pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setDataSource(source);
    pool.setMaximumPoolSize(size);
    pool.setConnectionTimeout(CONNECT_MILLIS);
    return new HikariDataSource(pool);
  }

  /** The database's own words; JDBI's would quote the values of the statement. */
  private CityException failed(String what, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    String words = e instanceof FlywayException ? e.getMessage() : cause.getMessage();
    return new CityException(
        ErrorCode.EXTERNAL_FAILED, "alert book " + file + ": " + what + ": " + words, e);
  }
}
