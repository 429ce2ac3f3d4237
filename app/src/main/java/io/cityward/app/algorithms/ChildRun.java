package io.cityward.app.algorithms;

import io.cityward.app.OwnJvm;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a process that is not trusted to end, to keep its memory small, or to be silent; it sees
 * nothing of our environment but where programs and homes are. Its input stays open as long as we
 * live: one of ours ends when that does.
 */
final class ChildRun {

  private static final List<String> PASSED_ON =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "DJL_CACHE_DIR");
  private static final long LOOK_EVERY_MILLIS = 100;
  private static final long KILLED_WITHIN_SECONDS = 10;
  private static final int KEPT_OF_OUTPUT = 2000;

  private final List<String> command;
  private final Path folder;
  private final Duration mostTime;
  private final int mostMebibytes;

  /**
   * @param folder where it runs, and may leave something
   * @param mostMebibytes resident
   */
  ChildRun(List<String> command, Path folder, Duration mostTime, int mostMebibytes) {
    this.command = List.copyOf(command);
    this.folder = folder;
    this.mostTime = mostTime;
    this.mostMebibytes = mostMebibytes;
  }

  /**
   * Runs it to its end, or to ours.
   *
   * @throws InterruptedException after it was killed
   */
  ChildEnd run() throws InterruptedException {
    long started = System.nanoTime();
    Process process = start();
    Tail tail = new Tail(process.getInputStream());
    tail.start();
    long most = 0;
    ChildEnd.Kind kind = ChildEnd.Kind.ITSELF;
    try {
      while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        most = Math.max(most, residentMebibytes(process.pid()));
        if (most > mostMebibytes) {
          kind = ChildEnd.Kind.TOO_LARGE;
          break;
        }
        if (System.nanoTime() - started > mostTime.toNanos()) {
          kind = ChildEnd.Kind.TOO_LONG;
          break;
        }
      }
    } finally {
      // One that has ended by itself is let speak: killing it would close what it said.
      if (process.isAlive()) {
        kill(process);
      }
    }
    boolean gone = process.waitFor(KILLED_WITHIN_SECONDS, TimeUnit.SECONDS);
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new ChildEnd(kind, gone ? process.exitValue() : -1, most, tail.text(), took);
  }

  private Process start() {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(PASSED_ON);
    environment.put("CLASSPATH", OwnJvm.classes());
    // Fewer arenas, less that looks like a leak.
    environment.put("MALLOC_ARENA_MAX", "2");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "process: cannot be started: " + e.getMessage(), e);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** 0 where the system does not tell. */
  private static long residentMebibytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
    return 0;
  }

  /** The end of what it writes; the rest is read and forgotten, so that it never blocks. */
  private static final class Tail extends Thread {

    private final InputStream in;
    private final StringBuilder kept = new StringBuilder();

    Tail(InputStream in) {
      super("child-output");
      setDaemon(true);
      this.in = in;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[8192];
      try (in) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          keep(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // Its output ends with it.
        return;
      }
    }

    private synchronized void keep(String text) {
      kept.append(text);
      if (kept.length() > KEPT_OF_OUTPUT) {
        kept.delete(0, kept.length() - KEPT_OF_OUTPUT);
      }
    }

    String text() throws InterruptedException {
      join(1000);
      synchronized (this) {
        return kept.toString().replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
      }
    }
  }
}
