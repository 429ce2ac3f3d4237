package io.cityward.app.bench;

import io.cityward.inference.InferencePool;
import io.cityward.inference.LaneOrder;
import io.cityward.inference.Payer;
import io.cityward.inference.fair.Share;
import io.cityward.inference.pack.InputSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three departments with twenty cameras, and what each was granted of the pool. */
final class BenchCity {

  static final int CAMERAS = 20;

  /** As 5:3:2. */
  static final Map<String, Double> DEPARTMENTS = departments();

  /** The first, which goes idle and comes back. */
  static final String FIRST = "traffic-police";

  private static final double FRAMES_PER_SECOND = 25;

  private BenchCity() {}

  private static Map<String, Double> departments() {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("traffic-police", 0.5);
    shares.put("urban-management", 0.3);
    shares.put("fire-brigade", 0.2);
    return shares;
  }

  /** All of the pool, without a ceiling: what one does not use is lent. */
  static void grant(InferencePool pool, Map<String, Double> departments) {
    double capacity = pool.figures().capacity();
    Map<String, Share> shares = new LinkedHashMap<>();
    departments.forEach(
        (name, part) -> shares.put(name, new Share(part * capacity, Share.UNLIMITED, 0)));
    pool.shares(shares);
  }

  /** The departments' cameras in turn. */
  static List<LaneOrder> orders(PoolPlan plan) {
    List<String> names = List.copyOf(DEPARTMENTS.keySet());
    List<LaneOrder> orders = new ArrayList<>();
    for (int i = 0; i < CAMERAS; i++) {
      orders.add(order(plan, i, names.get(i % names.size()), plan.size()));
    }
    return orders;
  }

  static LaneOrder order(PoolPlan plan, int number, String department, InputSize size) {
    String name = "camera-" + number;
    return new LaneOrder(
        name,
        plan.pack(),
        size,
        List.of(new Payer(department, name, FRAMES_PER_SECOND)),
        LaneOrder.NO_DEADLINE);
  }
}
