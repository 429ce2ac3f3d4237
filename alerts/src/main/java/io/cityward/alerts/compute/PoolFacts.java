package io.cityward.alerts.compute;

import io.cityward.core.CameraId;
import java.util.OptionalDouble;

/**
 * What the book asks about the pool and the tasks. Answers come at once and from memory: they are
 * asked for inside transactions. Safe for any number of threads.
 */
public interface PoolFacts {

  /** CU of all workers; empty until the reference pack has been measured. */
  OptionalDouble capacity();

  boolean hasAlgorithm(String algorithm);

  /** CU·s per inference of the active version; empty if it has not been measured. */
  OptionalDouble cost(String algorithm);

  boolean hasCamera(CameraId camera);

  /** How many tasks name this department. */
  int tasks(String department);
}
