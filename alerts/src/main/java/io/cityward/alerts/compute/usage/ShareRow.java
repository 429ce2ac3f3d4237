package io.cityward.alerts.compute.usage;

import io.cityward.core.CityException;
import java.time.Instant;

/**
 * What one department had of the pool in one minute on one worker.
 *
 * @param minute its beginning
 * @param worker as in {@link UsageRow}
 */
public record ShareRow(Instant minute, String worker, String department, Shares shares) {

  public ShareRow {
    UsageRow.checkMinute(minute);
    UsageRow.checkText("worker", worker);
    UsageRow.checkText("department", department);
  }

  /**
   * In CU·s.
   *
   * @param lent of the guarantee, used by others
   * @param borrowed used beyond the guarantee
   */
  public record Shares(double guaranteed, double used, double lent, double borrowed) {

    public Shares {
      double least = Math.min(Math.min(guaranteed, used), Math.min(lent, borrowed));
      if (!(least >= 0 && Double.isFinite(guaranteed + used + lent + borrowed))) {
        throw CityException.invalid("shares", least, "0 or more");
      }
    }
  }
}
