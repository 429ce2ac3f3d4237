package io.cityward.alerts.store;

import org.jdbi.v3.core.Handle;

/** What people are told, one row per channel and person. */
public final class NoticeTable {

  private final Handle handle;

  NoticeTable(Handle handle) {
    this.handle = handle;
  }
}
