package io.cityward.alerts.compute.grpc;

import static io.cityward.alerts.wire.CommonWire.timestamp;

import io.cityward.alerts.compute.PoolView;
import io.cityward.alerts.compute.PoolView.TaskState;
import io.cityward.proto.v1.Pool;
import io.cityward.proto.v1.PoolDepartment;
import io.cityward.proto.v1.PoolPack;
import io.cityward.proto.v1.PoolTask;
import io.cityward.proto.v1.PoolTaskState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The pool on the wire. */
final class PoolWire {

  private PoolWire() {}

  static Pool pool(PoolView.Picture picture, double reserve, List<PoolView.Task> tasks) {
    Map<TaskState, Integer> states = new EnumMap<>(TaskState.class);
    tasks.forEach(task -> states.merge(task.state(), 1, Integer::sum));
    Pool.Builder pool =
        Pool.newBuilder()
            .setAt(timestamp(picture.at()))
            .setCapacity(picture.capacity())
            .setReserve(reserve)
            .setStaleReason(picture.staleReason())
            .setTasksRunning(states.getOrDefault(TaskState.RUNNING, 0))
            .setTasksWaitingForGrant(states.getOrDefault(TaskState.WAITING_FOR_GRANT, 0))
            .setTasksOutsideSchedule(states.getOrDefault(TaskState.OUTSIDE_SCHEDULE, 0))
            .setTasksCameraOff(states.getOrDefault(TaskState.CAMERA_OFF, 0))
            .setTasksWaitingForAlgorithm(states.getOrDefault(TaskState.WAITING_FOR_ALGORITHM, 0));
    picture.staleSince().ifPresent(since -> pool.setStaleSince(timestamp(since)));
    picture.packs().stream().map(PoolWire::pack).forEach(pool::addPacks);
    picture.departments().stream().map(PoolWire::department).forEach(pool::addDepartments);
    return pool.build();
  }

  static PoolTask task(PoolView.Task task) {
    return PoolTask.newBuilder()
        .setDepartment(task.department())
        .setCameraId(task.camera().value())
        .setScene(task.scene())
        .setAlgorithm(task.algorithm())
        .setVersion(task.version())
        .setWantedFps(task.wantedFps())
        .setEffectiveFps(task.effectiveFps())
        .setState(PoolTaskState.valueOf("POOL_TASK_" + task.state()))
        .setReason(task.reason())
        .build();
  }

  private static PoolPack pack(PoolView.Pack pack) {
    return PoolPack.newBuilder()
        .setName(pack.name())
        .setVersion(pack.version())
        .setSize(pack.size())
        .setCost(pack.cost())
        .setMilliseconds(pack.milliseconds())
        .setBatch(pack.batch())
        .setSessions(pack.sessions())
        .setDevice(pack.device())
        .build();
  }

  private static PoolDepartment department(PoolView.Department department) {
    return PoolDepartment.newBuilder()
        .setDepartment(department.department())
        .setGuaranteed(department.guaranteed())
        .setCeiling(department.ceiling())
        .setUsed(department.used())
        .setWanted(department.wanted())
        .setLent(department.lent())
        .setBorrowed(department.borrowed())
        .setWaiting(department.waiting())
        .build();
  }
}
