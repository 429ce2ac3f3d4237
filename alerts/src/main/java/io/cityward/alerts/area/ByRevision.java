package io.cityward.alerts.area;

import java.util.function.Supplier;

/**
 * What was made of a setting, kept until its revision is another one. Do not ask within the
 * transaction that changes the setting: it may be undone.
 */
public final class ByRevision<T> {

  private record Made<T>(long revision, T value) {}

  private volatile Made<T> made;

  public T get(long revision, Supplier<T> maker) {
    Made<T> known = made;
    if (known == null || known.revision() != revision) {
      known = new Made<>(revision, maker.get());
      made = known;
    }
    return known.value();
  }
}
