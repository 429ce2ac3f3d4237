package io.cityward.app.algorithms;

import io.cityward.alerts.algorithm.Roles;
import io.cityward.inference.pack.ModelPack;
import java.util.OptionalDouble;

/**
 * Which version of an algorithm runs where, for whoever runs them. Safe for any number of threads.
 */
public interface AlgorithmRoles {

  /** The roles of an algorithm; {@link Roles#NONE} where there is no such algorithm. */
  Roles of(String algorithm);

  /**
   * The pack of a version, read and checked anew. One that has not passed its trial is handed to
   * nobody.
   *
   * @throws io.cityward.core.CityException NOT_FOUND, ILLEGAL_STATE if it has not passed its trial,
   *     or INVALID if its files have suffered
   */
  ModelPack packOf(String algorithm, String version);

  /** Whether a version came with Cityward. */
  boolean isBundled(String algorithm, String version);

  /** What an inference cost in the version's trial, in CU·s; empty if it was never tried. */
  OptionalDouble costOf(String algorithm, String version);

  /** Told after each change of roles, by the thread that made it; must not block for long. */
  void onChange(Runnable listener);
}
