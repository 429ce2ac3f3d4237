package io.cityward.alerts.verification;

import io.cityward.alerts.alert.Alert;

/** Looks at a place through a camera. Called by one thread; blocks for seconds at most. */
@FunctionalInterface
public interface Looker {

  /** Whatever goes wrong is a {@link Glance.Blind} with the reason. */
  Glance look(Alert alert);
}
