package io.cityward.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * How a set of measured values lies, by nearest rank; all zero if there are none.
 *
 * @param late how many are above the limit
 */
record Spread(long count, double p50, double p99, double worst, long late) {

  static Spread of(double[] values, double limit) {
    if (values.length == 0) {
      return new Spread(0, 0, 0, 0, 0);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    long late = Arrays.stream(sorted).filter(value -> value > limit).count();
    return new Spread(
        sorted.length, rank(sorted, 0.5), rank(sorted, 0.99), sorted[sorted.length - 1], late);
  }

  static Spread of(JsonNode node) {
    return new Spread(
        node.get("count").asLong(),
        node.get("p50").asDouble(),
        node.get("p99").asDouble(),
        node.get("worst").asDouble(),
        node.get("late").asLong());
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("count", count)
        .put("p50", p50)
        .put("p99", p99)
        .put("worst", worst)
        .put("late", late);
  }

  private static double rank(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
