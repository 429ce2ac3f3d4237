package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.Task;
import io.cityward.core.CityException;
import io.cityward.inference.pack.ModelPack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      Map<String, List<TaskState>> byAlgorithm = new LinkedHashMap<>();
      List<TaskState> past = new ArrayList<>();
      for (Task task : stream.tasks()) {
        if (!task.settings().wantsDetections()) {
          past.add(running.get(task));
          continue;
        }
        byAlgorithm
            .computeIfAbsent(algorithm(task, algorithms), name -> new ArrayList<>())
            .add(running.get(task));
      }
      if (!past.isEmpty()) {
        motions.add(new MotionPlan(stream.role(), past));
      }
      byAlgorithm.forEach(
          (algorithm, tasks) -> {
            ModelPack pack = packs.get(tasks.get(0).task());
            Branch.Key key = new Branch.Key(stream.role(), algorithm, false);
            branches.add(Branch.of(camera, key, pack, tasks));
            // On a camera where it is the canary, a shadow counts already.
            algorithms
                .shadow(algorithm)
                .filter(beside -> !beside.version().equals(pack.version()))
                .map(beside -> Branch.of(camera, key.beside(), beside, tasks))
                .ifPresent(branches::add);
          });
    }
    return new TaskPlan(states, streams, branches, motions);
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
   * @throws CityException INVALID if it does not take the camera's input size, or reports nothing
   *     that the scene looks at
   */
  static void check(CameraConfig camera, Task task, ModelPack pack) {
    camera.inputSize().ifPresent(pack::check);
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
