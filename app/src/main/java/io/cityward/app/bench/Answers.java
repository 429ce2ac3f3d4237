package io.cityward.app.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The lines that a process of ours has said and nobody has heard yet. */
final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How soon it is noticed that nobody is there who could answer. */
  private static final Duration STEP = Duration.ofMillis(200);

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(10_000);

  void hear(String line) {
    lines.add(line);
  }

  /** The next line; what it was to be tells the message if none comes. */
  String next(ChildProcess from, Duration limit, String what) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean alive = from.alive();
      String line = lines.poll(STEP.toMillis(), TimeUnit.MILLISECONDS);
      if (line != null) {
        return line;
      }
      if (!alive) {
        throw from.failure("ended without " + what);
      }
      if (System.nanoTime() > deadline) {
        throw from.failure("no " + what + " within " + limit.toSeconds() + " s");
      }
    }
  }

  JsonNode nextJson(ChildProcess from, Duration limit, String what) throws InterruptedException {
    String line = next(from, limit, what);
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw from.failure("said \"" + line + "\" (expected: " + what + ")");
    }
  }
}
