package io.cityward.app.compute;

import java.time.Instant;

/** Where grants come from: the book of this process, or a center far away. */
@FunctionalInterface
public interface GrantSource {

  /**
   * What is granted at a time.
   *
   * @throws io.cityward.core.CityException if it cannot be told now
   */
  Grants at(Instant time);
}
