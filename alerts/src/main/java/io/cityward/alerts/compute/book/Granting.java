package io.cityward.alerts.compute.book;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.Outcome.Refusal;
import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.Amounts;
import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.Arithmetic;
import io.cityward.alerts.compute.Grant;
import io.cityward.alerts.compute.Headroom;
import io.cityward.alerts.compute.Period;
import io.cityward.alerts.compute.PoolFacts;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Holds what is asked for against what there is, and makes the grant if it fits. */
final class Granting {

  private static final int MOST_NAMES = 5;

  private final Arithmetic arithmetic;
  private final ComputeSettings settings;
  private final PoolFacts facts;
  private final Desk desk;

  Granting(Arithmetic arithmetic, ComputeSettings settings, PoolFacts facts, Desk desk) {
    this.arithmetic = arithmetic;
    this.settings = settings;
    this.facts = facts;
    this.desk = desk;
  }

  /** Refuses what names an algorithm or cameras that do not exist. */
  void checkExists(Allotment asked) {
    if (!(asked instanceof Allotment.Algorithm algorithm)) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    if (!facts.hasAlgorithm(algorithm.algorithm())) {
      problems.add(
          Problem.of(
              "algorithm.algorithm", algorithm.algorithm(), "an algorithm of the repository"));
    }
    List<CameraId> unknown =
        algorithm.cameras().stream().filter(camera -> !facts.hasCamera(camera)).toList();
    if (!unknown.isEmpty()) {
      String names =
          unknown.stream().limit(MOST_NAMES).map(CameraId::value).collect(Collectors.joining(", "));
      String more = unknown.size() > MOST_NAMES ? ", … (" + unknown.size() + ")" : "";
      problems.add(Problem.of("algorithm.camera_ids", names + more, "cameras that exist"));
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  /** The refusal of what would not fit into the empty pool; nothing while it is not measured. */
  <T> Optional<Outcome<T>> moreThanExists(Allotment asked) {
    OptionalDouble capacity = facts.capacity();
    OptionalDouble units = units(asked);
    if (capacity.isEmpty() || units.isEmpty()) {
      return Optional.empty();
    }
    double reserve = reserve(capacity.getAsDouble());
    double most = capacity.getAsDouble() - reserve;
    double ceiling = asked instanceof Allotment.Compute compute ? compute.ceiling() : 0;
    String sum =
        "capacity "
            + Amounts.text(capacity.getAsDouble())
            + " CU - reserve "
            + Amounts.text(reserve)
            + " = "
            + Amounts.text(most);
    if (!Arithmetic.within(units.getAsDouble(), most)) {
      return refused(sum + "; asked: ", units.getAsDouble(), most);
    }
    return Arithmetic.within(ceiling, capacity.getAsDouble())
        ? Optional.empty()
        : refused(sum + "; asked ceiling: ", ceiling, capacity.getAsDouble());
  }

  /** The arithmetic of something, at every moment of its period. */
  Headroom headroom(Ledger ledger, String department, Allotment asked, Period period) {
    OptionalDouble capacity = facts.capacity();
    OptionalDouble units = units(asked);
    if (capacity.isEmpty()) {
      return unknown(units, "the pool's capacity has not been measured yet");
    }
    List<Grant> grants = ledger.grants().during(period);
    if (asked instanceof Allotment.Compute compute) {
      double reserve = reserve(capacity.getAsDouble());
      return arithmetic.ofPool(capacity.getAsDouble(), reserve, grants, compute, period);
    }
    Allotment.Algorithm algorithm = (Allotment.Algorithm) asked;
    OptionalDouble cost = facts.cost(algorithm.algorithm());
    if (cost.isEmpty()) {
      return unknown(units, "the cost of " + algorithm.algorithm() + " has not been measured yet");
    }
    return arithmetic.ofDepartment(
        department,
        grants.stream().filter(grant -> grant.department().equals(department)).toList(),
        algorithm,
        cost.getAsDouble(),
        period);
  }

  /** Makes a grant if it fits. */
  Outcome<Grant> grant(
      Ledger ledger, Application application, Allotment given, Period period, Command command) {
    Headroom headroom = headroom(ledger, application.department(), given, period);
    if (!headroom.fits()) {
      Optional<Outcome<Grant>> tooMuch = moreThanExists(given);
      return tooMuch.isPresent()
          ? tooMuch.get()
          : new Outcome.Refused<>(
              Refusal.BREAKS_A_GUARANTEE,
              headroom.words(),
              Map.of("asked", Amounts.text(headroom.asked())));
    }
    Grant grant =
        new Grant(
            ledger.grants().nextId(),
            application.id(),
            application.department(),
            given,
            period,
            headroom.asked(),
            desk.now(),
            command.actor(),
            Optional.empty(),
            1);
    ledger.grants().insert(grant);
    desk.note(
        ledger,
        command,
        "grant.create",
        "grant/" + grant.id(),
        headroom.words(),
        "",
        ComputeAudit.of(grant));
    return new Outcome.Done<>(grant);
  }

  double reserve(double capacity) {
    return capacity * settings.reserve();
  }

  private OptionalDouble units(Allotment asked) {
    if (asked instanceof Allotment.Compute compute) {
      return OptionalDouble.of(compute.guaranteed());
    }
    Allotment.Algorithm algorithm = (Allotment.Algorithm) asked;
    OptionalDouble cost = facts.cost(algorithm.algorithm());
    return cost.isEmpty() ? cost : OptionalDouble.of(algorithm.computeUnits(cost.getAsDouble()));
  }

  private static Headroom unknown(OptionalDouble units, String why) {
    String asked = units.isPresent() ? "; asked: " + Amounts.text(units.getAsDouble()) : "";
    return new Headroom(false, units.orElse(0), List.of(), why + asked);
  }

  private static <T> Optional<Outcome<T>> refused(String sum, double asked, double most) {
    return Optional.of(
        new Outcome.Refused<>(
            Refusal.MORE_THAN_EXISTS,
            sum + Amounts.text(asked) + " (expected: at most " + Amounts.text(most) + ")",
            Map.of("asked", Amounts.text(asked), "most", Amounts.text(most))));
  }
}
