package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Players that are not ours and that we do not ship: where they are installed, they must play. */
class ForeignPlayersIT {

  private static final Credentials ADMIN = new Credentials("admin", "s3cret");

  @TempDir private Path directory;
  private RtspServer server;

  @BeforeEach
  void start() {
    server = RtspServer.builder().build().start();
    for (String name : List.of("boxes-h264", "boxes-h264-bframes", "boxes-h265")) {
      server.addCamera(SimulatedCamera.looping(name, Clips.beginning(name, 25)).guardedBy(ADMIN));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0} over {1}")
  @CsvSource({
    "boxes-h264, tcp, h264",
    "boxes-h264-bframes, udp, h264",
    "boxes-h265, tcp, hevc",
    "boxes-h265, udp, hevc",
  })
  void ffprobeDescribesACamera(String camera, String transport, String codec) throws Exception {
    assumeInstalled("ffprobe");
    String url = server.url(camera).replace("//", "//admin:s3cret@");
    String said =
        run(
            "ffprobe",
            "-v",
            "error",
            "-rtsp_transport",
            transport,
            "-of",
            "csv=p=0",
            "-show_entries",
            "stream=codec_name,width,height,r_frame_rate",
            url);
    assertThat(said.trim()).isEqualTo(codec + ",640,360,25/1");
  }

  @ParameterizedTest(name = "{0} over {1}")
  @CsvSource({
    "boxes-h264, tcp, rtph264depay ! h264parse ! avdec_h264",
    "boxes-h264-bframes, udp, rtph264depay ! h264parse ! avdec_h264",
    "boxes-h265, tcp, rtph265depay ! h265parse ! avdec_h265",
  })
  void gstreamerDecodesACamera(String camera, String transport, String decoding) throws Exception {
    assumeInstalled("gst-launch-1.0");
    List<String> command = new ArrayList<>(List.of("gst-launch-1.0", "-v", "rtspsrc"));
    command.add("location=" + server.url(camera));
    command.addAll(List.of("user-id=admin", "user-pw=s3cret", "protocols=" + transport, "!"));
    command.addAll(List.of(decoding.split(" ")));
    command.addAll(List.of("!", "fakesink", "silent=false", "num-buffers=40"));
    String said = run(command.toArray(String[]::new));
    assertThat(said).contains("Got EOS").doesNotContain("ERROR", "WARNING");
    assertThat(said.lines().filter(line -> line.contains("chain   ***"))).hasSize(40);
  }

  private static void assumeInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    boolean found = false;
    for (String folder : path.split(":")) {
      found |= Files.isExecutable(Path.of(folder, program));
    }
    assumeTrue(found, program + " is not installed here; this test shows that it can play");
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(20, TimeUnit.SECONDS);
    process.destroyForcibly();
    String said = Files.readString(output);
    assertThat(ended).as("it ends in time; it said: %s", said).isTrue();
    return said;
  }
}
