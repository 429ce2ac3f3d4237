package io.cityward.alerts.compute.grpc;

import io.cityward.alerts.compute.ComputeDepartment;
import io.cityward.alerts.compute.DepartmentShare;
import io.cityward.alerts.compute.Planner;
import io.cityward.alerts.compute.PoolFacts;
import io.cityward.alerts.compute.PoolView;
import io.cityward.alerts.compute.PoolView.TaskState;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.grpc.Token;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.proto.v1.ListPoolTasksRequest;
import io.cityward.proto.v1.ListPoolTasksResponse;
import io.cityward.proto.v1.PlanTasksRequest;
import io.cityward.proto.v1.PlanTasksResponse;
import io.cityward.proto.v1.PlannedScene;
import io.cityward.proto.v1.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The calls about what the pool does, and what it could do. */
final class PoolCalls {

  private static final int MOST_SCENES = 50;
  private static final double MOST_UNITS = 1_000_000;
  private static final int MOST_CAMERAS = 1_000_000;
  private static final double FASTEST = 60;

  private static final Comparator<PoolView.Task> ORDER =
      Comparator.comparing(PoolView.Task::department)
          .thenComparing(task -> task.camera().value())
          .thenComparing(PoolView.Task::scene)
          .thenComparing(PoolView.Task::algorithm);

  private final ComputeBook book;
  private final PoolView view;
  private final PoolFacts facts;

  PoolCalls(ComputeBook book, PoolView view, PoolFacts facts) {
    this.book = book;
    this.view = view;
    this.facts = facts;
  }

  Pool pool() {
    PoolView.Picture picture = view.look();
    return PoolWire.pool(picture, book.reserve(picture.capacity()), view.tasks());
  }

  ListPoolTasksResponse tasks(ListPoolTasksRequest request) {
    RequestCheck check = new RequestCheck();
    String department = request.getDepartment();
    String camera = request.getCameraId();
    if (!department.isEmpty()) {
      ComputeRequests.department(check, "department", department);
    }
    if (!camera.isEmpty()) {
      check.parsed("camera_id", null, () -> new CameraId(camera));
    }
    Set<TaskState> states =
        check.each(
            "states",
            request.getStatesList(),
            state -> RequestCheck.choice(state, "POOL_TASK_", TaskState.class));
    int size = check.pageSize(request.getPageSize());
    Object query = request.toBuilder().clearPageToken().clearPageSize().build();
    long skip = check.skip(request.getPageToken(), query);
    check.done();
    List<PoolView.Task> found =
        view.tasks().stream()
            .filter(task -> department.isEmpty() || task.department().equals(department))
            .filter(task -> camera.isEmpty() || task.camera().value().equals(camera))
            .filter(task -> states.isEmpty() || states.contains(task.state()))
            .sorted(ORDER)
            .skip(skip)
            .limit(size + 1L)
            .toList();
    ListPoolTasksResponse.Builder response = ListPoolTasksResponse.newBuilder();
    found.stream().limit(size).map(PoolWire::task).forEach(response::addTasks);
    if (found.size() > size) {
      response.setNextPageToken(Token.page(skip + size, query));
    }
    return response.build();
  }

  PlanTasksResponse plan(PlanTasksRequest request) {
    RequestCheck check = new RequestCheck();
    List<Planner.Scene> scenes = scenes(check, request.getScenesList());
    Planner.Patrol patrol = Planner.Patrol.USUAL;
    if (request.hasPatrol()) {
      patrol =
          check.nested(
              "patrol",
              patrol,
              () ->
                  new Planner.Patrol(
                      span(request.getPatrol().getEvery()), span(request.getPatrol().getStay())));
    }
    double units = units(check, request);
    check.done();
    Planner planner = Planner.of(scenes, patrol);
    return ComputeWire.plan(
        request.hasCameras()
            ? planner.computeFor(request.getCameras())
            : planner.camerasFor(units));
  }

  private List<Planner.Scene> scenes(RequestCheck check, List<PlannedScene> wanted) {
    if (wanted.isEmpty() || wanted.size() > MOST_SCENES) {
      check.note("scenes", wanted.size() + " scenes", "1 to " + MOST_SCENES);
      return List.of();
    }
    List<Planner.Scene> scenes = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      String field = "scenes[" + i + "]";
      String algorithm = wanted.get(i).getAlgorithm();
      double fps = wanted.get(i).getFramesPerSecond();
      if (!(fps >= 0 && fps <= FASTEST)) {
        check.note(field + ".frames_per_second", fps, "0 to " + (int) FASTEST);
      }
      OptionalDouble cost = facts.cost(algorithm);
      if (!facts.hasAlgorithm(algorithm)) {
        check.note(
            field + ".algorithm",
            algorithm.length() > 63 ? algorithm.length() + " characters" : algorithm,
            "an algorithm of the repository");
      } else if (cost.isEmpty()) {
        check.note(field + ".algorithm", algorithm, "one whose cost has been measured");
      }
      double known = fps == 0 ? Planner.KEY_FRAMES_PER_SECOND : fps;
      scenes.add(new Planner.Scene(algorithm, known, cost.orElse(1)));
    }
    return scenes;
  }

  private double units(RequestCheck check, PlanTasksRequest request) {
    switch (request.getGivenCase()) {
      case COMPUTE_UNITS -> {
        double units = request.getComputeUnits();
        if (!(units > 0 && units <= MOST_UNITS)) {
          check.note("compute_units", units, "more than 0, to 1000000");
        }
        return units;
      }
      case CAMERAS -> {
        if (request.getCameras() < 1 || request.getCameras() > MOST_CAMERAS) {
          check.note("cameras", request.getCameras(), "1 to " + MOST_CAMERAS);
        }
        return 0;
      }
      case DEPARTMENT_ID -> {
        return guaranteed(check, request.getDepartmentId());
      }
      default -> {
        check.note("given", "nothing", "compute_units, cameras or department_id");
        return 0;
      }
    }
  }

  private double guaranteed(RequestCheck check, String id) {
    int before = check.problems();
    ComputeRequests.department(check, "department_id", id);
    if (check.problems() > before) {
      return 0;
    }
    ComputeDepartment department = book.departments().get(id);
    DepartmentShare share = book.activeShares(book.now()).get(department.id());
    return share == null ? 0 : share.guaranteed();
  }

  private static Duration span(com.google.protobuf.Duration span) {
    try {
      return Duration.ofSeconds(span.getSeconds(), span.getNanos());
    } catch (ArithmeticException e) {
      throw CityException.invalid("every", span.getSeconds() + " s", "a time span");
    }
  }
}
