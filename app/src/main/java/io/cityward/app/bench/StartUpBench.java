package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.inference.Detector;
import io.cityward.inference.Engines;
import java.util.ArrayList;
import java.util.List;

/** What sessions take to open, and of memory; to be measured first, in a process that is new. */
final class StartUpBench {

  private static final int SESSIONS = 8;

  /** Pictures after which a session has all the memory that it wants. */
  private static final int PICTURES = 3;

  private StartUpBench() {}

  static ObjectNode run(PoolPlan plan, Engines engines, BenchPictures pictures) {
    List<Detector> open = new ArrayList<>();
    try {
      double first = open(plan, engines, pictures, open);
      double[] later = new double[SESSIONS];
      long before = resident();
      for (int i = 0; i < SESSIONS; i++) {
        later[i] = open(plan, engines, pictures, open);
      }
      double perSession = (resident() - before) / (double) SESSIONS / (1 << 20);
      return JsonNodeFactory.instance
          .objectNode()
          .put("secondsFirstSession", Rounded.to(first, 3))
          .put("secondsLaterSession", Rounded.to(Rounded.median(later), 3))
          .put("mebibytesPerSession", Rounded.to(perSession, 1))
          .put("residentMebibytes", Rounded.to(resident() / (double) (1 << 20), 1))
          .put("sessionsOpened", 1 + SESSIONS);
    } finally {
      open.forEach(Detector::close);
    }
  }

  /** Seconds until a session is there; the pictures after that do not count. */
  private static double open(
      PoolPlan plan, Engines engines, BenchPictures pictures, List<Detector> open) {
    long begun = System.nanoTime();
    Detector detector = engines.open(plan.pack(), plan.size());
    double seconds = (System.nanoTime() - begun) / 1e9;
    open.add(detector);
    for (int i = 0; i < PICTURES; i++) {
      detector.detect(pictures.picture(i));
    }
    return seconds;
  }

  private static long resident() {
    return ProcessReading.of(ProcessHandle.current().pid()).residentBytes();
  }
}
