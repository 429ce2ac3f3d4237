package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.Picture;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A camera that hands over its next picture when the last was looked at. */
final class Saturating {

  final Lane lane;
  final CountDownLatch done = new CountDownLatch(1);
  final AtomicInteger answers = new AtomicInteger();

  /** Why it ended early. */
  final AtomicReference<String> failure = new AtomicReference<>();

  private final Picture picture;
  private final int pictures;

  /**
   * @param pictures after which it is done
   */
  Saturating(Lane lane, Picture picture, int pictures) {
    this.lane = lane;
    this.picture = picture;
    this.pictures = pictures;
  }

  void next() {
    lane.submit(new Job());
  }

  private final class Job implements PictureJob {

    @Override
    public Picture picture() {
      return picture;
    }

    @Override
    public void detected(List<Detection> detections) {
      if (answers.incrementAndGet() == pictures) {
        done.countDown();
      } else {
        next();
      }
    }

    @Override
    public void failed(CityException reason) {
      end(reason.getMessage());
    }

    @Override
    public void dropped(DropReason reason) {
      end(reason.toString());
    }

    private void end(String why) {
      failure.set(why);
      done.countDown();
    }

    @Override
    public void close() {}
  }
}
