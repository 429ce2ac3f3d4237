package io.cityward.app.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Threads that each do one thing again and again. */
final class ReferenceLoop {

  private static final String NAME = "reference-";

  /** One inference, in whatever way. For one thread. */
  interface Turn {
    void run() throws Exception;
  }

  private final List<? extends Turn> turns;

  /** One thread each. */
  ReferenceLoop(List<? extends Turn> turns) {
    this.turns = turns;
  }

  Pace measure(Duration lead, Duration span) throws InterruptedException {
    LongAdder done = new LongAdder();
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread[] threads = new Thread[turns.size()];
    for (int i = 0; i < threads.length; i++) {
      Turn turn = turns.get(i);
      threads[i] = new Thread(() -> repeat(turn, done, failure), NAME + i);
      threads[i].setDaemon(true);
      threads[i].start();
    }
    Thread.sleep(lead.toMillis());
    ThreadMeter before = ThreadMeter.read(NAME, done.sum());
    Thread.sleep(span.toMillis());
    Pace pace = ThreadMeter.read(NAME, done.sum()).since(before);
    for (Thread thread : threads) {
      thread.interrupt();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a reference failed", failure.get());
    }
    return pace;
  }

  private static void repeat(Turn turn, LongAdder done, AtomicReference<Exception> failure) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        turn.run();
        done.increment();
      }
    } catch (Exception e) {
      failure.set(e);
    }
  }
}
