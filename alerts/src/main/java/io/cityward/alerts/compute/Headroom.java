package io.cityward.alerts.compute;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Whether something fits, with the arithmetic.
 *
 * @param asked CU
 * @param spans one after the other over the whole period
 * @param words for people, with all numbers of the tightest span
 */
public record Headroom(boolean fits, double asked, List<Span> spans, String words) {

  public Headroom {
    spans = List.copyOf(spans);
  }

  /**
   * A part of the period in which nothing begins or ends; in CU.
   *
   * @param available what there is
   * @param granted by department, or by algorithm
   */
  public record Span(
      Instant from,
      Instant until,
      double available,
      double reserve,
      Map<String, Double> granted,
      double left) {

    public Span {
      granted = Map.copyOf(granted);
    }
  }
}
