package io.cityward.alerts.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which commands were carried out, so that the same one again changes nothing. */
public final class CommandTable {

  private final Handle handle;

  CommandTable(Handle handle) {
    this.handle = handle;
  }

  /** What was asked under a key of an alert, order or camera; empty when the key is new. */
  public Optional<String> find(String subject, String key) {
    return handle
        .createQuery("SELECT request FROM commands WHERE subject = :subject AND command_key = :key")
        .bind("subject", subject)
        .bind("key", key)
        .mapTo(String.class)
        .findOne();
  }

  public void add(String subject, String key, String request, Instant at) {
    handle
        .createUpdate(
            "INSERT INTO commands (subject, command_key, request, at)"
                + " VALUES (:subject, :key, :request, :at)")
        .bind("subject", subject)
        .bind("key", key)
        .bind("request", request)
        .bind("at", Columns.micros(at))
        .execute();
  }
}
