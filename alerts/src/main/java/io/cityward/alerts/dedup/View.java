package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.FindingId;
import java.util.Optional;

/**
 * In which picture a case is seen. A box means nothing in another camera's picture, so that each
 * way to see a case keeps its own.
 *
 * @param elsewhere whether it is another view than that of the camera that opened the case
 * @param after of which finding the view was so far; empty for one that the case did not have
 */
public record View(boolean elsewhere, Optional<FindingId> after) {

  /** Of the camera that opened the case, where it saw it. */
  public static final View OWN = new View(false, Optional.empty());

  /** One that the case did not have. */
  public static final View FRESH = new View(true, Optional.empty());

  /** One that the case has, seen by another finding so far. */
  public static View after(FindingId finding) {
    return new View(true, Optional.of(finding));
  }
}
