package io.cityward.alerts.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** What a query asks for, piece by piece; values are always bound, never written into the SQL. */
final class Conditions {

  private final List<String> parts = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Collection<String>> lists = new LinkedHashMap<>();

  Conditions and(String sql, String name, long value) {
    parts.add(sql);
    values.put(name, value);
    return this;
  }

  Conditions and(String sql, String name, Instant value) {
    return and(sql, name, Columns.micros(value));
  }

  /** Nothing is asked of the column when the list is empty. */
  Conditions in(String column, String name, Collection<String> wanted) {
    if (!wanted.isEmpty()) {
      parts.add(column + " IN (<" + name + ">)");
      lists.put(name, wanted);
    }
    return this;
  }

  String sql() {
    return String.join(" AND ", parts);
  }

  Query bind(Query query) {
    values.forEach(query::bind);
    lists.forEach(query::bindList);
    return query;
  }
}
