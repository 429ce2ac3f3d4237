package io.cityward.app.bench;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that we start, talk to by lines, and end. Those of ours end by themselves when their
 * input does, so that none is left behind whatever becomes of us.
 */
final class ChildProcess implements AutoCloseable {

  private static final long SECONDS_TO_END = 5;
  private static final int LINES_OF_COMPLAINT = 20;

  private final String name;
  private final Process process;
  private final Path complaints;
  private final Thread reader;

  private ChildProcess(String name, Process process, Path complaints, Consumer<String> onLine) {
    this.name = name;
    this.process = process;
    this.complaints = complaints;
    this.reader = new Thread(() -> read(onLine), "bench-" + name);
    this.reader.setDaemon(true);
  }

  /**
   * @param onLine told each line of its output, on a thread of its own
   */
  static ChildProcess start(String name, List<String> command, Consumer<String> onLine) {
    try {
      Path complaints = Files.createTempFile("cityward-" + name, ".log");
      Process process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
      ChildProcess child = new ChildProcess(name, process, complaints, onLine);
      child.reader.start();
      return child;
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, name + ": cannot be started: " + e.getMessage(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  void send(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw failure("does not listen any more");
    }
  }

  /** What it failed at, with the end of what it complained about. */
  CityException failure(String what) {
    return new CityException(ErrorCode.EXTERNAL_FAILED, name + ": " + what + complained());
  }

  private String complained() {
    try {
      List<String> lines = Files.readAllLines(complaints);
      List<String> last =
          lines.subList(Math.max(0, lines.size() - LINES_OF_COMPLAINT), lines.size());
      return last.isEmpty() ? "" : "; it said:\n" + String.join("\n", last);
    } catch (IOException e) {
      return "";
    }
  }

  private void read(Consumer<String> onLine) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        onLine.accept(line);
      }
    } catch (IOException | UncheckedIOException e) {
      // Its output ends with it, in the middle of a line too.
      return;
    }
  }

  /** Asks it to end and does not wait for that. */
  void terminate() {
    process.destroy();
  }

  /** Ends its input and waits; who does not go then is sent away. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
      }
      Files.deleteIfExists(complaints);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      complaints.toFile().deleteOnExit();
    }
  }
}
