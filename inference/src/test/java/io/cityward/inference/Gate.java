package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Picture;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A model that holds each picture until the test lets it pass, and notes their order. */
final class Gate implements Function<Picture, List<Detection>> {

  final List<String> seen = new CopyOnWriteArrayList<>();

  private final Semaphore arrived = new Semaphore(0);
  private final Semaphore passes = new Semaphore(0);

  @Override
  public List<Detection> apply(Picture picture) {
    seen.add(((RecordedJob.NamedPicture) picture).name());
    arrived.release();
    passes.acquireUninterruptibly();
    return List.of();
  }

  /** Waits until another picture is held. */
  void awaitPicture() throws InterruptedException {
    assertThat(arrived.tryAcquire(10, TimeUnit.SECONDS)).as("a picture came").isTrue();
  }

  void letPass(int pictures) {
    passes.release(pictures);
  }
}
