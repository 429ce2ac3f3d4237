package io.cityward.alerts.compute.usage;

import java.time.Instant;

/**
 * What one department had of the pool in one minute on one worker.
 *
 * @param minute its beginning
 * @param worker as in {@link UsageRow}
 */
public record ShareRow(Instant minute, String worker, String department, Shares shares) {

  /**
   * In CU·s.
   *
   * @param lent of the guarantee, used by others
   * @param borrowed used beyond the guarantee
   */
  public record Shares(double guaranteed, double used, double lent, double borrowed) {}
}
