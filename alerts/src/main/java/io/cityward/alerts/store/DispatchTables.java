package io.cityward.alerts.store;

import org.jdbi.v3.core.Handle;

/** What decides on departments, inside one transaction. */
public record DispatchTables(
    AreaTable areas,
    DispatchSettingTable settings,
    DispatchModelTable models,
    DecisionReader past) {

  static DispatchTables on(Handle handle) {
    return new DispatchTables(
        new AreaTable(handle),
        new DispatchSettingTable(handle),
        new DispatchModelTable(handle),
        new DecisionReader(handle));
  }
}
