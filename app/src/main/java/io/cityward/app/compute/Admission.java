package io.cityward.app.compute;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.Task;
import io.cityward.app.pipeline.TaskGate;
import io.cityward.app.pipeline.TaskState;
import io.cityward.app.pipeline.TaskState.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;

/**
 * Lets a task run within its hours, and if its department was granted compute and the algorithm on
 * its camera. The city's own tasks need no grant: they have what is left; nor do tasks that need no
 * detector.
 */
public final class Admission implements TaskGate {

  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Supplier<Grants> grants;
  private final String usualAlgorithm;
  private final ZoneId zone;
  private final KnownDepartments departments;

  /**
   * @param usualAlgorithm of tasks that name none
   * @param zone what schedules are written in
   */
  Admission(
      Supplier<Grants> grants, String usualAlgorithm, ZoneId zone, KnownDepartments departments) {
    this.grants = grants;
    this.usualAlgorithm = usualAlgorithm;
    this.zone = zone;
    this.departments = departments;
  }

  @Override
  public TaskState of(CameraConfig camera, Task task, Instant now) {
    if (!task.schedule().contains(now, zone)) {
      return TaskState.waiting(task, Kind.OUTSIDE_SCHEDULE, untilWhen(task, now));
    }
    String department = task.department();
    // What needs no detector takes nothing of what is shared out.
    if (department.equals(Task.CITY) || !task.settings().wantsDetections()) {
      return TaskState.running(task);
    }
    Grants granted = grants.get();
    if (!granted.compute().containsKey(department)) {
      return refused(
          task, departments.wrong(department).orElse(department + " has no compute granted now"));
    }
    String algorithm = task.algorithmOr(usualAlgorithm);
    double most = granted.framesPerSecond(department, algorithm, camera.id().value());
    if (most == 0) {
      return refused(
          task, department + " was not granted " + algorithm + " on camera " + camera.id());
    }
    double least = task.settings().leastFramesPerSecond();
    return most < least
        ? refused(
            task, "was granted " + most + " frames per second (expected: at least " + least + ")")
        : TaskState.running(task, Math.min(most, task.settings().framesPerSecond()));
  }

  private static TaskState refused(Task task, String reason) {
    return TaskState.waiting(task, Kind.NO_GRANT, reason);
  }

  private String untilWhen(Task task, Instant now) {
    return task.schedule()
        .nextChange(now, zone)
        .map(at -> "begins " + ZonedDateTime.ofInstant(at, zone).format(FORM) + " ")
        .orElse("")
        .concat("(" + task.schedule() + ")");
  }
}
