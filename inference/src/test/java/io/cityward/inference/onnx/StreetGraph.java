package io.cityward.inference.onnx;

import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.PackFolder;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph that fits the manifest of {@link PackFolder} in all but what a test changes. It says the
 * same of every picture: one score for every label of every cell, one value for every bin.
 */
final class StreetGraph {

  static final InputSize SIZE = new InputSize(64, 32);

  private static final List<Integer> INPUT = List.of(1, 3, 32, 64);
  private static final int LABELS = 4;
  private static final int SIDES = 4 * 11;

  private float score;
  private float bin;
  private int cells8 = 32;
  private int sweeps;
  private Object batch = 1;

  StreetGraph score(float score) {
    this.score = score;
    return this;
  }

  StreetGraph bin(float bin) {
    this.bin = bin;
    return this;
  }

  /** How many cells of stride 8 there are in truth, whatever the graph declares. */
  StreetGraph cells8(int cells) {
    this.cells8 = cells;
    return this;
  }

  /** The first dimension that the graph declares: a number, or a name for any. */
  StreetGraph batch(Object batch) {
    this.batch = batch;
    return this;
  }

  /** How often the graph goes over a million values before it gives its answer. */
  StreetGraph sweeps(int sweeps) {
    this.sweeps = sweeps;
    return this;
  }

  byte[] bytes() {
    List<Object> input = new ArrayList<>(INPUT);
    input.set(0, batch);
    GraphFile file = new GraphFile().input("image", GraphFile.FLOAT, input);
    file.constant("score", score).constant("bin", bin);
    hideShapes(file);
    String scores = sweeps > 0 ? sweep(file) : "score";
    spread(file, scores, "cls8", cells8, LABELS);
    spread(file, "score", "cls16", 8, LABELS);
    spread(file, "score", "cls32", 2, LABELS);
    spread(file, "bin", "box8", cells8, SIDES);
    spread(file, "bin", "box16", 8, SIDES);
    spread(file, "bin", "box32", 2, SIDES);
    return file.bytes();
  }

  /** A zero that the runtime cannot know before it sees a picture, and so no shape made of it. */
  private static void hideShapes(GraphFile file) {
    file.node("NonZero", List.of("image"), "places");
    file.node("Shape", List.of("places"), "many");
    file.node("Sub", List.of("many", "many"), "none");
    file.node("ReduceMax", List.of("none"), "zero");
  }

  /** One value everywhere; the graph leaves open in how many cells. */
  private void spread(GraphFile file, String value, String output, int cells, int values) {
    file.constant(output + " plain", List.of(1, cells, values));
    file.node("Add", List.of(output + " plain", "zero"), output + " shape");
    file.node("Expand", List.of(value, output + " shape"), output);
    file.output(output, GraphFile.FLOAT, List.of(batch, output + "Cells", values));
  }

  /** A long chain of nodes, each brief: sines of sines of the picture, repeated to fill 1 M. */
  private String sweep(GraphFile file) {
    file.constant("wide", List.of(170, 3, 32, 64));
    file.node("Expand", List.of("image", "wide"), "sweep0");
    for (int i = 0; i < sweeps; i++) {
      file.node("Sin", List.of("sweep" + i), "sweep" + (i + 1));
    }
    file.node("ReduceMax", List.of("sweep" + sweeps), "most");
    file.constant("one", List.of(1));
    file.node("Reshape", List.of("most", "one"), "swept");
    return "swept";
  }
}
