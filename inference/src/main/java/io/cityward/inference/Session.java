package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.Picture;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's detector for one workload: opened when first needed, given up after repeated
 * failures, and opened again. For one thread.
 */
final class Session implements AutoCloseable {

  /** So many failures in a row mean that the session is broken, not the pictures. */
  static final int FAILURES_TO_GIVE_UP = 3;

  /** A model that cannot be opened is not tried for every picture. */
  static final Duration REST = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private final Engines engines;
  private final Workload workload;
  private final InferenceMetrics metrics;
  private final LongSupplier nanos;
  private Detector detector;
  private int failuresInARow;
  private CityException refusal;
  private long refusedAt;

  Session(Engines engines, Workload workload, InferenceMetrics metrics, LongSupplier nanos) {
    this.engines = engines;
    this.workload = workload;
    this.metrics = metrics;
    this.nanos = nanos;
  }

  /**
   * @throws CityException whatever goes wrong within the engine
   */
  List<Detection> detect(Picture picture) {
    if (detector == null) {
      open();
    }
    try {
      List<Detection> detections = detector.detect(picture);
      failuresInARow = 0;
      return detections;
    } catch (RuntimeException | Error e) {
      // Error too: a model that is out of memory or its natives must not end the worker.
      noteFailure();
      throw workload.failure(e);
    }
  }

  private void open() {
    if (refusal != null && nanos.getAsLong() - refusedAt < REST.toNanos()) {
      throw refusal;
    }
    try {
      detector = engines.open(workload.pack(), workload.size(), EngineSetup.DEFAULT);
      refusal = null;
      failuresInARow = 0;
    } catch (RuntimeException | Error e) {
      refusal = workload.failure(e);
      refusedAt = nanos.getAsLong();
      log.warn("{}: no session, trying again in {}: {}", workload, REST, refusal.getMessage());
      throw refusal;
    }
  }

  private void noteFailure() {
    failuresInARow++;
    if (failuresInARow == FAILURES_TO_GIVE_UP) {
      log.warn("{}: {} failures in a row, opening a new session", workload, failuresInARow);
      metrics.gaveUpSession();
      close();
    }
  }

  @Override
  public void close() {
    if (detector == null) {
      return;
    }
    try {
      detector.close();
    } catch (RuntimeException e) {
      log.warn("{}: a session could not be closed", workload, e);
    } finally {
      detector = null;
    }
  }
}
