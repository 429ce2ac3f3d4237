package io.cityward.alerts.compute.book;

import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.Period;
import io.cityward.core.CityException;
import java.time.Instant;

/** What an admin grants in place of what was asked for. */
public record Terms(Allotment given, Period period) {

  /** Other numbers, some of the cameras, a part of the period; nothing that nobody asked for. */
  void check(Application application) {
    if (!application.period().holds(period)) {
      throw CityException.invalid(
          "period",
          period.from() + " to " + period.until(),
          "inside what was asked for, "
              + application.period().from()
              + " to "
              + application.period().until());
    }
    if (!given.getClass().equals(application.asked().getClass())) {
      throw CityException.invalid("given", kind(given), kind(application.asked()));
    }
    if (given instanceof Allotment.Algorithm some
        && application.asked() instanceof Allotment.Algorithm all) {
      if (!some.algorithm().equals(all.algorithm())) {
        throw CityException.invalid("algorithm.algorithm", some.algorithm(), all.algorithm());
      }
      if (!all.cameras().containsAll(some.cameras())) {
        throw CityException.invalid(
            "algorithm.camera_ids", some.cameras().size() + " cameras", "of those asked for");
      }
    }
  }

  /** A period of a request, whose problems bear the names of its fields. */
  public static Period period(Instant from, Instant until) {
    try {
      return new Period(from, until);
    } catch (CityException e) {
      throw CityException.invalid(
          e.problems().stream()
              .map(p -> new io.cityward.core.Problem("", "period." + p.name(), p.text()))
              .toList());
    }
  }

  private static String kind(Allotment allotment) {
    return allotment instanceof Allotment.Compute ? "compute" : "an algorithm";
  }
}
