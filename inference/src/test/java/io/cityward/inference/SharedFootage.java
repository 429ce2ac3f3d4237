package io.cityward.inference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Footage and models that lie beside the repository on some machines. */
public final class SharedFootage {

  private static final Path SHARED = Path.of("../../shared");

  private SharedFootage() {}

  /** A file of the shared folder; without it the test is skipped. */
  public static Path file(String name) {
    Path file = SHARED.resolve(name);
    assumeTrue(Files.isRegularFile(file), "skipped: there is no " + file.toAbsolutePath());
    return file;
  }

  /** A frame of a clip in the shared folder. */
  public static MatPicture frame(String clip, int number) {
    return ClipFrame.read(file("data/video/" + clip), number);
  }
}
