package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.Task;
import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a camera's tasks come to at a moment: which of them run, and which packs look at its
 * streams. Two plans that are equal ask for the same.
 */
record TaskPlan(
    List<TaskState> states, StreamPlan streams, List<Branch> branches, List<MotionPlan> motions) {

  TaskPlan {
    states = List.copyOf(states);
    branches = List.copyOf(branches);
    motions = List.copyOf(motions);
  }

  static TaskPlan of(CameraConfig camera, TaskGate gate, Algorithms algorithms, Instant now) {
    List<TaskState> states = new ArrayList<>();
    Map<Task, TaskState> running = new LinkedHashMap<>();
    Map<Task, ModelPack> packs = new LinkedHashMap<>();
    for (Task task : camera.tasks()) {
      TaskState state = gate.of(camera, task, now);
      if (state.runs() && camera.enabled()) {
        try {
          if (task.settings().wantsDetections()) {
            packs.put(task, pack(camera, task, algorithms));
          }
          running.put(task, state);
        } catch (CityException e) {
          state = TaskState.waiting(task, TaskState.Kind.NO_ALGORITHM, e.getMessage());
        }
      }
      states.add(state);
    }
    StreamPlan streams = StreamPlan.of(camera, List.copyOf(running.keySet()));
    List<Branch> branches = new ArrayList<>();
    List<MotionPlan> motions = new ArrayList<>();
    for (StreamPlan.Planned stream : streams.streams()) {
      Map<Branch.Key, List<TaskState>> byKey = new LinkedHashMap<>();
      List<TaskState> pastThePool = new ArrayList<>();
      for (Task task : stream.tasks()) {
        List<TaskState> together =
            task.settings().wantsDetections()
                ? byKey.computeIfAbsent(
                    key(camera, task, stream.role(), algorithms), key -> new ArrayList<>())
                : pastThePool;
        together.add(running.get(task));
      }
      if (!pastThePool.isEmpty()) {
        motions.add(new MotionPlan(stream.role(), pastThePool));
      }
      byKey.forEach(
          (key, tasks) -> {
            ModelPack pack = packs.get(tasks.get(0).task());
            branches.add(Branch.of(key, pack, tasks));
            // On a camera where it is the canary, a shadow counts already.
            algorithms
                .shadow(key.algorithm())
                .filter(beside -> !beside.version().equals(pack.version()))
                .map(beside -> Branch.of(key.beside(), beside, tasks))
                .ifPresent(branches::add);
          });
    }
    return new TaskPlan(states, streams, branches, motions);
  }

  private static Branch.Key key(
      CameraConfig camera, Task task, StreamRole role, Algorithms algorithms) {
    return new Branch.Key(role, algorithm(task, algorithms), size(camera, task), false);
  }

  /** What the camera says, else what the scene wants, else, if empty, the pack's default. */
  private static Optional<InputSize> size(CameraConfig camera, Task task) {
    return camera.inputSize().or(task.settings()::inputSize);
  }

  /**
   * The pack whose detections a task sees.
   *
   * @throws CityException if there is none, or it does not fit the task
   */
  static ModelPack pack(CameraConfig camera, Task task, Algorithms algorithms) {
    ModelPack pack = algorithms.pack(algorithm(task, algorithms), camera.id());
    check(camera, task, pack);
    return pack;
  }

  /**
   * Refuses a pack that a task could not work with.
   *
   * @throws CityException INVALID if it does not take the input size, or reports nothing that the
   *     scene looks at
   */
  static void check(CameraConfig camera, Task task, ModelPack pack) {
    size(camera, task).ifPresent(pack::check);
    Set<String> wanted = task.settings().classes();
    boolean blind =
        pack.labels().stream().flatMap(label -> label.as().stream()).noneMatch(wanted::contains);
    if (blind && !wanted.isEmpty()) {
      throw CityException.invalid(
          "pack " + pack + ": labels",
          "none of " + String.join(", ", new TreeSet<>(wanted)),
          "one at least that " + task.scene() + " on camera " + camera.id() + " looks at");
    }
  }

  static String algorithm(Task task, Algorithms algorithms) {
    return task.algorithmOr(algorithms.usual());
  }
}
