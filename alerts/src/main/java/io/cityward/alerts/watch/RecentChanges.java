package io.cityward.alerts.watch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The newest changes, in memory, shared by all watchers. Bounded: the oldest go first. */
final class RecentChanges {

  private final int capacity;
  private final ArrayDeque<Change> changes = new ArrayDeque<>();

  /** Everything up to here has passed through. */
  private long end;

  RecentChanges(int capacity) {
    this.capacity = capacity;
  }

  synchronized void startAt(long seq) {
    changes.clear();
    end = seq;
  }

  synchronized void add(List<Change> next) {
    for (Change change : next) {
      if (changes.size() == capacity) {
        changes.removeFirst();
      }
      changes.addLast(change);
      end = change.seq();
    }
  }

  synchronized long end() {
    return end;
  }

  /** The changes after a place in the log; empty when they reach further back than memory does. */
  synchronized Optional<List<Change>> after(long seq, int limit) {
    if (seq >= end) {
      return Optional.of(List.of());
    }
    if (changes.isEmpty() || changes.peekFirst().seq() > seq + 1) {
      return Optional.empty();
    }
    long skipped = seq + 1 - changes.peekFirst().seq();
    return Optional.of(changes.stream().skip(skipped).limit(limit).toList());
  }
}
