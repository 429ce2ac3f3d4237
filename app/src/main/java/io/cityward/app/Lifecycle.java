package io.cityward.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stack of named stop steps. Whatever is started pushes how it is stopped; closing takes the
 * steps in reverse, and one that fails does not keep the others from running.
 */
public final class Lifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private record Step(String name, AutoCloseable stop) {}

  private final Deque<Step> steps = new ArrayDeque<>();

  /** Notes how to stop something, and hands it back. */
  public synchronized <T extends AutoCloseable> T stopWith(String name, T thing) {
    onStop(name, thing);
    return thing;
  }

  public synchronized void onStop(String name, AutoCloseable stop) {
    steps.push(new Step(name, stop));
  }

  @Override
  public synchronized void close() {
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      try {
        step.stop().close();
      } catch (Exception e) {
        LOG.warn("stopping {} failed", step.name(), e);
      }
    }
  }
}
