package io.cityward.app.compute;

import io.cityward.alerts.compute.usage.ShareRow;
import io.cityward.alerts.compute.usage.UsageRow;
import java.util.List;

/** Where usage is kept: the book of this process, or a center far away. */
@FunctionalInterface
public interface UsageSink {

  /**
   * Keeps all of it or nothing; the same rows again change nothing.
   *
   * @throws io.cityward.core.CityException if that is not possible now
   */
  void keep(List<UsageRow> tasks, List<ShareRow> departments);
}
