package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.CityException;
import io.cityward.core.Picture;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes down what it is told, in order. Its picture is only a name. */
class RecordedJob implements PictureJob {

  /** A picture without pixels. */
  record NamedPicture(String name) implements Picture {

    @Override
    public int width() {
      return 1;
    }

    @Override
    public int height() {
      return 1;
    }

    @Override
    public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void paintGrey(ByteBuffer canvas, int width, int height) {
      throw new UnsupportedOperationException();
    }
  }

  private final NamedPicture picture;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch failed = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String thread;
  private volatile CityException failure;

  RecordedJob(String name) {
    this.picture = new NamedPicture(name);
  }

  @Override
  public Picture picture() {
    return picture;
  }

  @Override
  public void detected(List<Detection> detections) {
    thread = Thread.currentThread().getName();
    told.add("detected " + detections.size());
  }

  @Override
  public void failed(CityException reason) {
    thread = Thread.currentThread().getName();
    failure = reason;
    told.add("failed");
    failed.countDown();
  }

  @Override
  public void dropped(DropReason reason) {
    told.add("dropped " + reason);
  }

  @Override
  public void close() {
    told.add("closed");
    closed.countDown();
  }

  /** What it was told, as soon as it is closed. */
  List<String> told() {
    await(closed, "closed");
    return told;
  }

  /** What it was told, as soon as it failed; it may not be closed then. */
  List<String> toldOfFailure() {
    await(failed, "failed");
    return List.copyOf(told);
  }

  private void await(CountDownLatch latch, String what) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).as("%s is %s", picture, what).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String thread() {
    return thread;
  }

  CityException failure() {
    return failure;
  }
}
