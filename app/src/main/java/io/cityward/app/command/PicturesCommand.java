package io.cityward.app.command;

import io.cityward.app.pictures.ScenePictures;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws the pictures of the docs anew. */
@Command(
    name = "pictures",
    mixinStandardHelpOptions = true,
    hidden = true,
    description = "Draws the pictures of docs/scenes, on footage that comes with Cityward.")
public final class PicturesCommand implements Callable<Integer> {

  @Option(names = "--out", required = true, description = "The folder; made if it is not there.")
  private Path out;

  @Override
  public Integer call() {
    try {
      ScenePictures.write(out).forEach(System.out::println);
      return 0;
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "--out: " + out + " cannot be written: " + e, e);
    }
  }
}
