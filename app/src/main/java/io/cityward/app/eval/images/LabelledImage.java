package io.cityward.app.eval.images;

import io.cityward.core.Box;
import java.nio.file.Path;
import java.util.List;

/**
 * A picture and what people saw in it.
 *
 * @param labelled whether there is a file of labels; without one the picture has no objects
 */
public record LabelledImage(Path picture, List<Labelled> objects, boolean labelled) {

  /** An object with the data set's name of its class. */
  public record Labelled(String name, Box box) {}

  public LabelledImage {
    objects = List.copyOf(objects);
  }
}
