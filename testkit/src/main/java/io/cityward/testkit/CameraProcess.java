package io.cityward.testkit;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An {@link RtspServer} in a process of its own, which can be stopped (SIGSTOP), killed (SIGKILL)
 * and started again on the same port. It ends with the process that started it. For one thread.
 */
public final class CameraProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<String> clips;
  private Process process;
  private int port;

  private CameraProcess(List<String> clips) {
    this.clips = clips;
  }

  /** Cameras that loop these {@link BundledClips}, and have their names. */
  public static CameraProcess playing(String... clips) {
    return new CameraProcess(List.of(clips));
  }

  /**
   * Starts it, for the first time on a free port, after {@link #kill} on the same one; returns when
   * it listens.
   *
   * @throws CityException if it ends before it listens; its standard error says why
   */
  public CameraProcess start() {
    if (running()) {
      throw new IllegalStateException("camera process: already started");
    }
    try {
      process = new ProcessBuilder(command()).redirectError(Redirect.INHERIT).start();
      port = firstPort(process.inputReader());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("could not start a camera process", e);
    }
  }

  public boolean running() {
    return process != null && process.isAlive();
  }

  /** The port it listens on, or did when it was there. */
  public int port() {
    if (process == null) {
      throw new IllegalStateException("camera process: not started");
    }
    return port;
  }

  /** Where to play the camera. */
  public String url(String name) {
    if (!clips.contains(name)) {
      throw CityException.notFound("camera", name);
    }
    return "rtsp://127.0.0.1:" + port() + "/" + name;
  }

  /** Stops it where it stands: connections stay open, nobody answers. */
  public void stop() {
    signal("STOP");
  }

  /** Goes on after {@link #stop}. */
  public void resume() {
    signal("CONT");
  }

  /** Ends it without a chance to say goodbye; returns when it is gone. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      ended();
    }
  }

  @Override
  public void close() {
    kill();
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CameraServerMain.class.getName());
    command.add(String.valueOf(port));
    command.addAll(clips);
    return command;
  }

  private int firstPort(BufferedReader out) throws IOException {
    try {
      Await.until(LIMIT, () -> !process.isAlive() || ready(out), "the camera process listens");
    } catch (AssertionError e) {
      kill();
      throw e;
    }
    String line = out.readLine();
    if (line == null || !line.startsWith("port ")) {
      kill();
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "camera process: ended before it listened, having said " + line);
    }
    return Integer.parseInt(line.substring("port ".length()));
  }

  private static boolean ready(BufferedReader out) {
    try {
      return out.ready();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By the shell, which every machine has and which has it built in. */
  private void signal(String name) {
    if (!running()) {
      throw new IllegalStateException("camera process: not running");
    }
    try {
      String command = "kill -" + name + " " + process.pid();
      Process shell = new ProcessBuilder("sh", "-c", command).inheritIO().start();
      if (!shell.waitFor(10, TimeUnit.SECONDS) || shell.exitValue() != 0) {
        throw new IllegalStateException("camera process: could not be sent SIG" + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ended() {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("camera process: still there after SIGKILL");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
