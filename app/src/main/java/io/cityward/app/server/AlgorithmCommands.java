package io.cityward.app.server;

import io.cityward.alerts.algorithm.Algorithm;
import io.cityward.alerts.algorithm.AlgorithmVersion;
import io.cityward.alerts.algorithm.Comparison;
import io.cityward.alerts.algorithm.RoleAction;
import io.cityward.alerts.algorithm.RoleCommand;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.grpc.Actor;
import io.cityward.alerts.grpc.Answers;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.registry.Command;
import io.cityward.app.algorithms.AlgorithmDesk;
import io.cityward.app.algorithms.UploadOrder;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.proto.v1.CompareVersionsRequest;
import io.cityward.proto.v1.DeleteVersionRequest;
import io.cityward.proto.v1.RetryTrialRequest;
import io.cityward.proto.v1.RoleRequest;
import io.cityward.proto.v1.RollBackRequest;
import io.cityward.proto.v1.StartCanaryRequest;
import io.cityward.proto.v1.UploadStart;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What changes the algorithm repository, read from messages with everything that is wrong. */
final class AlgorithmCommands {

  private static final int LONGEST_KEY = 100;
  private static final int LONGEST_REASON = 900;
  private static final int MOST_CAMERAS = 500;

  private final AlgorithmDesk desk;
  private final Predicate<CameraId> cameras;

  /**
   * @param cameras whether there is such a camera
   */
  AlgorithmCommands(AlgorithmDesk desk, Predicate<CameraId> cameras) {
    this.desk = desk;
    this.cameras = cameras;
  }

  static UploadOrder order(UploadStart start) {
    return new UploadOrder(start.getBytes(), start.getSha256(), command(start.getIdempotencyKey()));
  }

  AlgorithmVersion retry(RetryTrialRequest request) {
    VersionId id = id(request.getAlgorithm(), request.getVersion());
    return Answers.of(desk.retry(id, command(request.getIdempotencyKey())));
  }

  Algorithm delete(DeleteVersionRequest request) {
    VersionId id = id(request.getAlgorithm(), request.getVersion());
    return Answers.of(desk.delete(id, command(request.getIdempotencyKey())));
  }

  Algorithm change(RoleRequest request, Function<String, RoleAction> action) {
    RequestCheck check = new RequestCheck();
    check.parsed(
        "version", null, () -> new VersionId(request.getAlgorithm(), request.getVersion()));
    String reason = check.text("reason", request.getReason(), 0, LONGEST_REASON);
    String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, LONGEST_KEY);
    check.done();
    return Answers.of(
        desk.change(
            new RoleCommand(
                request.getAlgorithm(),
                action.apply(request.getVersion()),
                request.getRevision(),
                reason,
                new Command(Actor.current(), key))));
  }

  Algorithm startCanary(StartCanaryRequest request) {
    Set<CameraId> ids = cameras(request.getCameraIdsList());
    return change(request.getRole(), version -> new RoleAction.StartCanary(version, ids));
  }

  private Set<CameraId> cameras(List<String> names) {
    RequestCheck check = new RequestCheck();
    if (names.isEmpty() || names.size() > MOST_CAMERAS) {
      check.note("camera_ids", names.size() + " cameras", "1 to " + MOST_CAMERAS);
      check.done();
    }
    Set<CameraId> ids = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String field = "camera_ids[" + i + "]";
      CameraId id = check.parsed(field, null, () -> new CameraId(name));
      if (id != null && !cameras.test(id)) {
        check.note(field, id, "a camera that there is");
      }
      ids.add(id);
    }
    check.done();
    return ids;
  }

  Algorithm rollBack(RollBackRequest request) {
    RequestCheck check = new RequestCheck();
    String name = check.parsed("algorithm", "", () -> VersionId.name(request.getAlgorithm()));
    String reason = check.text("reason", request.getReason(), 1, LONGEST_REASON);
    String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, LONGEST_KEY);
    check.done();
    return Answers.of(
        desk.change(
            new RoleCommand(
                name,
                new RoleAction.RollBack(),
                request.getRevision(),
                reason,
                new Command(Actor.current(), key))));
  }

  Comparison compare(CompareVersionsRequest request) {
    VersionId first = id(request.getAlgorithm(), request.getFirst());
    VersionId second = id(request.getAlgorithm(), request.getSecond());
    if (first.equals(second)) {
      throw CityException.invalid("second", second.version(), "another version than the first");
    }
    Command command = command(request.getIdempotencyKey());
    return Answers.of(desk.compare(first, second, request.getDataSet(), command));
  }

  static VersionId id(String algorithm, String version) {
    return new VersionId(algorithm, version);
  }

  private static Command command(String key) {
    RequestCheck check = new RequestCheck();
    String checked = check.text("idempotency_key", key, 1, LONGEST_KEY);
    check.done();
    return new Command(Actor.current(), checked);
  }
}
