package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Picture;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open detector of a workload. For one thread at a time, but for {@link #cancel}. */
final class Session implements AutoCloseable {

  /** So many failures in a row mean that the session is broken, not the pictures. */
  static final int FAILURES_TO_GIVE_UP = 3;

  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private final Workload workload;
  private final Detector detector;
  private int failuresInARow;
  private boolean closed;

  Session(Workload workload, Detector detector) {
    this.workload = workload;
    this.detector = detector;
  }

  /**
   * @throws CityException whatever goes wrong within the engine
   */
  List<List<Detection>> detect(List<Picture> pictures) {
    try {
      List<List<Detection>> answers = detector.detect(pictures);
      if (answers.size() != pictures.size()) {
        throw new CityException(
            ErrorCode.EXTERNAL_FAILED,
            workload + ": " + answers.size() + " answers to " + pictures.size() + " pictures");
      }
      failuresInARow = 0;
      return answers;
    } catch (RuntimeException | Error e) {
      // Error too: a model that is out of memory or its natives must not end the worker.
      failuresInARow++;
      throw workload.failure(e);
    }
  }

  boolean isBroken() {
    return failuresInARow >= FAILURES_TO_GIVE_UP;
  }

  /** From any thread. */
  void cancel() {
    try {
      detector.cancel();
    } catch (RuntimeException | Error e) {
      log.warn("{}: a run could not be cancelled", workload, e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      detector.close();
    } catch (RuntimeException | Error e) {
      log.warn("{}: a session could not be closed", workload, e);
    }
  }
}
