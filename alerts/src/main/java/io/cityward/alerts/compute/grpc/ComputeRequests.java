package io.cityward.alerts.compute.grpc;

import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.ComputeDepartment;
import io.cityward.alerts.grpc.Actor;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.registry.Command;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.proto.v1.AlgorithmAllotment;
import io.cityward.proto.v1.ComputeAllotment;
import io.cityward.proto.v1.GrantPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What several requests have in common, read with everything that is wrong noted. */
final class ComputeRequests {

  private static final Allotment NONE = new Allotment.Compute(0, 1, 1);

  /** Stands for cameras whose ids were refused. */
  private static final CameraId ANY = new CameraId("any");

  private ComputeRequests() {}

  /** A period as it was sent; from is empty for now. */
  record Times(Optional<Instant> from, Instant until) {}

  static Command command(RequestCheck check, String key) {
    return new Command(Actor.current(), check.text("idempotency_key", key, 1, 100));
  }

  static String reason(RequestCheck check, String reason, int least) {
    return check.text("reason", reason, least, 1000);
  }

  /** Form only; whether there is such a department is the book's to say. */
  static String department(RequestCheck check, String field, String id) {
    return check.parsed(field, "", () -> departmentId(id));
  }

  static String departmentId(String id) {
    return ComputeDepartment.fixed(id, "-", ComputeDepartment.Origin.REGISTERED).id();
  }

  static long revision(RequestCheck check, long revision) {
    if (revision < 1) {
      check.note("revision", revision, "the revision that was looked at, 1 or more");
    }
    return revision;
  }

  /** One of the two that may be asked for or given; {@code field} is how the choice is called. */
  static Allotment allotment(
      RequestCheck check,
      String field,
      Optional<ComputeAllotment> compute,
      Optional<AlgorithmAllotment> algorithm) {
    if (compute.isPresent()) {
      ComputeAllotment c = compute.get();
      return check.nested(
          "compute",
          NONE,
          () -> new Allotment.Compute(c.getGuaranteed(), c.getCeiling(), c.getPriority()));
    }
    if (algorithm.isPresent()) {
      return algorithm(check, algorithm.get());
    }
    check.note(field, "nothing", "compute or algorithm");
    return NONE;
  }

  private static Allotment algorithm(RequestCheck check, AlgorithmAllotment given) {
    Set<CameraId> cameras =
        check.each("algorithm.camera_ids", given.getCameraIdsList(), CameraId::new);
    if (cameras.size() < given.getCameraIdsCount()) {
      // Some were wrong, which has been noted, or came twice, which is harmless.
      return check.nested(
          "algorithm",
          NONE,
          () ->
              Allotment.Algorithm.of(
                  given.getAlgorithm(),
                  cameras.isEmpty() ? Set.of(ANY) : cameras,
                  given.getFramesPerSecond()));
    }
    return check.nested(
        "algorithm",
        NONE,
        () -> Allotment.Algorithm.of(given.getAlgorithm(), cameras, given.getFramesPerSecond()));
  }

  static Times times(RequestCheck check, GrantPeriod period) {
    Optional<Instant> from = check.time("period.from", period.hasFrom(), period.getFrom());
    Optional<Instant> until = check.time("period.until", period.hasUntil(), period.getUntil());
    if (!period.hasUntil()) {
      check.note("period.until", "missing", "a time after from");
    } else if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      check.note("period.until", until.get(), "after from, " + from.get());
    }
    return new Times(from, until.orElse(Instant.EPOCH));
  }

  static Set<String> departments(RequestCheck check, String field, List<String> ids) {
    return check.each(field, ids, ComputeRequests::departmentId);
  }

  /** A name of something else: an algorithm, a scene. */
  static Set<String> names(RequestCheck check, String field, List<String> names) {
    return check.each(field, names, ComputeRequests::name);
  }

  static String name(String name) {
    if (name.isEmpty() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
      throw CityException.invalid(
          "name", name.length() + " characters", "1 to 100 printable characters");
    }
    return name;
  }
}
