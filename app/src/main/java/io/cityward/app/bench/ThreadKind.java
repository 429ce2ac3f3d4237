package io.cityward.app.bench;

import java.util.List;
import java.util.Locale;

/** What the threads of our process are there for, by the first letters of their names. */
enum ThreadKind {
  /** The cameras' own: read, depacketise, decode. */
  INGEST("ingest-"),
  GARBAGE_COLLECTOR("GC Thread", "G1 ", "VM Thread"),
  COMPILER("C1 Compiler", "C2 Compiler"),
  OTHER;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<String> beginnings;

  ThreadKind(String... beginnings) {
    this.beginnings = List.of(beginnings);
  }

  static ThreadKind of(String name) {
    for (ThreadKind kind : values()) {
      if (kind.beginnings.stream().anyMatch(name::startsWith)) {
        return kind;
      }
    }
    return OTHER;
  }

  /** As the report names it. */
  String key() {
    return this == GARBAGE_COLLECTOR ? "garbageCollector" : name().toLowerCase(Locale.ROOT);
  }
}
