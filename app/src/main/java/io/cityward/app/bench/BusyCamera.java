package io.cityward.app.bench;

import io.cityward.core.CityException;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.DropReason;
import io.cityward.inference.InferencePool;
import io.cityward.inference.Lane;
import io.cityward.inference.LaneOrder;
import io.cityward.inference.PictureJob;
import io.cityward.inference.pack.ModelPack;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A camera whose next picture is there as soon as the one before was answered. */
final class BusyCamera implements AutoCloseable {

  private final int number;
  private final Lane lane;
  private final BenchPictures pictures;
  private final RunTimes times;
  private final Diary diary;

  // Guarded by this.
  private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
  private boolean going;
  private boolean waits;
  private long submitted;
  private long inferred;
  private CityException failure;

  BusyCamera(
      int number,
      InferencePool pool,
      LaneOrder order,
      BenchPictures pictures,
      RunTimes times,
      Diary diary) {
    this.number = number;
    this.lane = pool.lane(order);
    this.pictures = pictures;
    this.times = times;
    this.diary = diary;
  }

  synchronized void begin() {
    going = true;
    if (!waits) {
      waits = true;
      submit();
    }
  }

  /** Hands over nothing more. */
  synchronized void end() {
    going = false;
  }

  /**
   * Until nothing is under way.
   *
   * @throws CityException what the first picture that failed was failed with
   */
  synchronized void await() throws InterruptedException {
    while (waits) {
      wait();
    }
    if (failure != null) {
      throw failure;
    }
  }

  void swap(ModelPack pack) {
    lane.swap(pack);
  }

  private void submit() {
    submitted++;
    lane.submit(new Job(pictures.picture(number + submitted)));
  }

  private synchronized void next() {
    if (going && failure == null) {
      submit();
    } else {
      waits = false;
      notifyAll();
    }
  }

  synchronized long submitted() {
    return submitted;
  }

  synchronized long inferred() {
    return inferred;
  }

  synchronized long dropped(DropReason reason) {
    return dropped.getOrDefault(reason, 0L);
  }

  @Override
  public void close() {
    lane.close();
  }

  private final class Job implements PictureJob {

    private final Picture picture;

    Job(Picture picture) {
      this.picture = picture;
    }

    @Override
    public Picture picture() {
      return picture;
    }

    @Override
    public void detected(List<Detection> detections) {
      diary.add(number, System.nanoTime(), times.took());
      synchronized (BusyCamera.this) {
        inferred++;
      }
      next();
    }

    @Override
    public void failed(CityException reason) {
      synchronized (BusyCamera.this) {
        failure = reason;
      }
      next();
    }

    @Override
    public void dropped(DropReason reason) {
      synchronized (BusyCamera.this) {
        dropped.merge(reason, 1L, Long::sum);
        // Where a newer one replaces it, that one goes on.
        if (reason != DropReason.REPLACED) {
          next();
        }
      }
    }

    @Override
    public void close() {
      // The picture is everybody's, and stays.
    }
  }
}
