package io.cityward.alerts.compute;

import io.cityward.alerts.compute.Headroom.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Whether guarantees still hold if one more is given, at every moment of its period: sums only
 * change where a grant begins or ends, so that the spans between those moments are all there is to
 * look at.
 */
public final class Arithmetic {

  /** Sums of many small numbers may miss by this much, in CU. */
  private static final double ROUNDING = 1e-6;

  private final ArithmeticWords words;

  public Arithmetic(ArithmeticWords words) {
    this.words = words;
  }

  /**
   * Compute for a department: all guarantees and the reserve must fit into the capacity.
   *
   * @param capacity CU of the pool
   * @param reserve CU that are never guaranteed
   * @param grants all that overlap with the period; others do not matter
   */
  public Headroom ofPool(
      double capacity, double reserve, List<Grant> grants, Allotment.Compute asked, Period period) {
    List<Grant> taking =
        grants.stream().filter(g -> g.given() instanceof Allotment.Compute).toList();
    List<Span> spans = new ArrayList<>();
    for (Period part : parts(period, taking)) {
      Map<String, Double> granted = new TreeMap<>();
      for (Grant grant : taking) {
        if (grant.activeAt(part.from())) {
          granted.merge(grant.department(), grant.computeUnits(), Double::sum);
        }
      }
      add(spans, part, capacity, reserve, granted);
    }
    Span tightest = tightest(spans);
    boolean fits = fits(asked.guaranteed(), tightest) && within(asked.ceiling(), capacity);
    String ceiling =
        !within(asked.ceiling(), capacity)
            ? "; ceiling: "
                + Amounts.text(asked.ceiling())
                + " (expected: at most the capacity, "
                + Amounts.text(capacity)
                + ")"
            : "";
    return new Headroom(
        fits,
        asked.guaranteed(),
        spans,
        words.ofPool(tightest, period) + "; asked: " + Amounts.text(asked.guaranteed()) + ceiling);
  }

  /**
   * An algorithm for a department: all its algorithms must fit into what it is guaranteed.
   *
   * @param grants of this department, all that overlap with the period
   * @param cost CU·s per inference
   */
  public Headroom ofDepartment(
      String department,
      List<Grant> grants,
      Allotment.Algorithm asked,
      double cost,
      Period period) {
    double units = asked.computeUnits(cost);
    List<Span> spans = new ArrayList<>();
    for (Period part : parts(period, grants)) {
      Map<String, Double> granted = new TreeMap<>();
      double guaranteed = 0;
      for (Grant grant : grants) {
        if (grant.activeAt(part.from())) {
          if (grant.given() instanceof Allotment.Algorithm running) {
            granted.merge(running.algorithm(), grant.computeUnits(), Double::sum);
          } else {
            guaranteed += grant.computeUnits();
          }
        }
      }
      add(spans, part, guaranteed, 0, granted);
    }
    Span tightest = tightest(spans);
    return new Headroom(
        fits(units, tightest),
        units,
        spans,
        words.ofDepartment(department, tightest, period)
            + "; asked: "
            + ArithmeticWords.product(asked, cost));
  }

  /** The period, cut where a grant begins or ends. */
  private static List<Period> parts(Period period, List<Grant> grants) {
    NavigableSet<Instant> cuts = new TreeSet<>();
    cuts.add(period.from());
    cuts.add(period.until());
    for (Grant grant : grants) {
      if (period.overlaps(grant.period().from(), grant.ends())) {
        cuts.add(grant.period().from());
        cuts.add(grant.ends());
      }
    }
    List<Instant> inside = List.copyOf(cuts.subSet(period.from(), true, period.until(), true));
    List<Period> parts = new ArrayList<>();
    for (int i = 1; i < inside.size(); i++) {
      parts.add(new Period(inside.get(i - 1), inside.get(i)));
    }
    return parts;
  }

  /** Neighbours that hold the same are one span. */
  private static void add(
      List<Span> spans,
      Period part,
      double available,
      double reserve,
      Map<String, Double> granted) {
    double taken = granted.values().stream().mapToDouble(Double::doubleValue).sum();
    Instant from = part.from();
    if (!spans.isEmpty()) {
      Span before = spans.get(spans.size() - 1);
      if (before.available() == available && before.granted().equals(granted)) {
        spans.remove(spans.size() - 1);
        from = before.from();
      }
    }
    spans.add(
        new Span(from, part.until(), available, reserve, granted, available - reserve - taken));
  }

  /** The first of those that leave least. */
  private static Span tightest(List<Span> spans) {
    ToDoubleFunction<Span> left = Span::left;
    return spans.stream().min(Comparator.comparingDouble(left)).orElseThrow();
  }

  private static boolean fits(double asked, Span tightest) {
    return within(asked, tightest.left());
  }

  /** Whether one amount is at most another, up to rounding. */
  public static boolean within(double asked, double most) {
    return asked <= most + ROUNDING;
  }
}
