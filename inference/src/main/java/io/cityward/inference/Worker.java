package io.cityward.inference;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread of the pool with sessions of its own, which no other thread touches. */
final class Worker implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final LaneQueue queue;
  private final Engines engines;
  private final InferenceMetrics metrics;
  private final Map<Workload, Session> sessions = new HashMap<>();

  Worker(LaneQueue queue, Engines engines, InferenceMetrics metrics) {
    this.queue = queue;
    this.engines = engines;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    try {
      for (Optional<LaneQueue.Turn> turn = queue.take(); turn.isPresent(); turn = queue.take()) {
        take(turn.get());
        closeUnwanted();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sessions.values().forEach(Session::close);
    }
  }

  private void take(LaneQueue.Turn turn) {
    try (PictureJob job = turn.job()) {
      work(turn, job);
    } catch (RuntimeException | Error e) {
      // Error too: whatever a consumer does, the worker goes on with the others' pictures.
      log.error("lane {}: a job failed at being told its result", turn.lane(), e);
    } finally {
      queue.done(turn.lane());
    }
  }

  private void work(LaneQueue.Turn turn, PictureJob job) {
    List<Detection> detections;
    try {
      Optional<List<Detection>> known = job.known();
      known.ifPresent(answer -> metrics.answeredWithoutInference());
      detections = known.isPresent() ? known.get() : detect(turn, job);
    } catch (RuntimeException e) {
      metrics.failed();
      job.failed(turn.lane().workload().failure(e));
      return;
    }
    job.detected(detections);
  }

  private List<Detection> detect(LaneQueue.Turn turn, PictureJob job) {
    long begun = System.nanoTime();
    List<Detection> detections = session(turn.lane().workload()).detect(job.picture());
    metrics.inferred(
        Duration.ofNanos(begun - turn.submittedNanos()),
        Duration.ofNanos(System.nanoTime() - begun));
    return detections;
  }

  private Session session(Workload workload) {
    return sessions.computeIfAbsent(
        workload, w -> new Session(engines, w, metrics, System::nanoTime));
  }

  private void closeUnwanted() {
    if (sessions.size() == 1) {
      return;
    }
    sessions
        .entrySet()
        .removeIf(
            entry -> {
              if (queue.wants(entry.getKey())) {
                return false;
              }
              entry.getValue().close();
              return true;
            });
  }
}
