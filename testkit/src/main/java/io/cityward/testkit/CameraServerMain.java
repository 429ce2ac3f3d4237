package io.cityward.testkit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An {@link RtspServer} as a process of its own, for {@link CameraProcess}: a port (0 for a free
 * one), then bundled clips, which become cameras of their names. Prints {@code port N} when it
 * listens, and ends when its standard input does, so that it does not outlive who started it.
 */
final class CameraServerMain {

  private CameraServerMain() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    // Whatever logs must not fill the pipe that nobody reads after the port.
    System.setOut(System.err);
    RtspServer.Builder builder = RtspServer.builder().port(Integer.parseInt(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      builder.camera(SimulatedCamera.looping(arguments[i], load(arguments[i])));
    }
    try (RtspServer server = builder.build().start()) {
      out.println("port " + server.port());
      out.flush();
      while (System.in.read() >= 0) {
        // Nothing is ever said; only the end matters.
      }
    }
  }

  private static Clip load(String name) throws IOException {
    Path directory = Files.createTempDirectory("camera");
    try {
      return Clip.open(BundledClips.extract(name, directory));
    } finally {
      Files.deleteIfExists(directory.resolve(name + ".mp4"));
      Files.delete(directory);
    }
  }
}
