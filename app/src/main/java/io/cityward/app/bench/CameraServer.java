package io.cityward.app.bench;

import io.cityward.app.OwnJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The simulated cameras, in a process of their own, on loopback and any free port. */
final class CameraServer implements AutoCloseable {

  private static final Duration MOST_FOR_STARTING = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final List<String> urls;

  private CameraServer(ChildProcess process, List<String> urls) {
    this.process = process;
    this.urls = List.copyOf(urls);
  }

  /** So many cameras that show the clip, their key frames spread evenly. */
  static CameraServer start(BenchClip clip, int cameras) throws InterruptedException {
    Answers answers = new Answers();
    ChildProcess process =
        ChildProcess.start(
            "cameras",
            OwnJvm.command(
                List.of(
                    "camera-sim",
                    "--clip",
                    clip.file().toString(),
                    "--copies",
                    Integer.toString(cameras),
                    "--port",
                    "0",
                    "--loop",
                    "--spread",
                    "--until-input-ends")),
            answers::hear);
    try {
      List<String> urls = new ArrayList<>();
      while (urls.size() < cameras) {
        urls.add(answers.next(process, MOST_FOR_STARTING, "camera's address"));
      }
      return new CameraServer(process, urls);
    } catch (RuntimeException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  List<String> urls() {
    return urls;
  }

  @Override
  public void close() {
    process.close();
  }
}
