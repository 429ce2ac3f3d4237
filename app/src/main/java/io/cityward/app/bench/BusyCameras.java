package io.cityward.app.bench;

import io.cityward.inference.DropReason;
import io.cityward.inference.InferencePool;
import io.cityward.inference.LaneOrder;
import io.cityward.inference.pack.ModelPack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Cameras of departments that ask for more than there is. */
final class BusyCameras implements AutoCloseable {

  private final Diary diary = new Diary();
  private final List<String> departments = new ArrayList<>();
  private final List<BusyCamera> cameras = new ArrayList<>();

  /** Each order is a camera; its first payer is the department that it counts for. */
  BusyCameras(InferencePool pool, List<LaneOrder> orders, BenchPictures pictures, RunTimes times) {
    for (LaneOrder order : orders) {
      departments.add(order.payers().get(0).department());
      cameras.add(new BusyCamera(cameras.size(), pool, order, pictures, times, diary));
    }
  }

  Diary diary() {
    return diary;
  }

  /** The cameras of a department, by number. */
  IntPredicate of(String department) {
    return camera -> departments.get(camera).equals(department);
  }

  void begin() {
    cameras.forEach(BusyCamera::begin);
  }

  void begin(String department) {
    camerasOf(department).forEach(BusyCamera::begin);
  }

  /** Hands over nothing more, and does not wait for what is under way. */
  void end(String department) {
    camerasOf(department).forEach(BusyCamera::end);
  }

  /** Until nothing is under way. */
  void end() throws InterruptedException {
    cameras.forEach(BusyCamera::end);
    for (BusyCamera camera : cameras) {
      camera.await();
    }
  }

  void swap(ModelPack pack) {
    cameras.forEach(camera -> camera.swap(pack));
  }

  private List<BusyCamera> camerasOf(String department) {
    return IntStream.range(0, cameras.size())
        .filter(of(department))
        .mapToObj(cameras::get)
        .toList();
  }

  int count() {
    return cameras.size();
  }

  long submitted() {
    return cameras.stream().mapToLong(BusyCamera::submitted).sum();
  }

  long inferred() {
    return cameras.stream().mapToLong(BusyCamera::inferred).sum();
  }

  long dropped(DropReason reason) {
    return cameras.stream().mapToLong(camera -> camera.dropped(reason)).sum();
  }

  @Override
  public void close() {
    cameras.forEach(BusyCamera::close);
  }
}
