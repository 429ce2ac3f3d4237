package io.cityward.app.eval.images;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.inference.pack.InputSize;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well a pack did on labelled pictures.
 *
 * @param withoutLabels pictures without a file of labels, taken as pictures without objects
 * @param minScore claims below were not looked at
 * @param msPerPicture mean time of the detector, painting included, in milliseconds
 * @param classes by the data set's names, those of the pack and the set alike
 * @param notReported classes of the set that the pack does not report; not scored
 */
public record ImageFigures(
    String pack,
    String version,
    InputSize size,
    int images,
    int withoutLabels,
    double minScore,
    double msPerPicture,
    Map<String, OfClass> classes,
    List<String> notReported) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * One class.
   *
   * @param ap50 empty when there was nothing to be found
   * @param best empty when nothing was found
   */
  public record OfClass(int objects, OptionalDouble ap50, Optional<AveragePrecision.Best> best) {}

  public ImageFigures {
    notReported = List.copyOf(notReported);
  }

  /** Over the classes that have objects; empty if none has. */
  public OptionalDouble meanAp50() {
    return classes.values().stream().flatMapToDouble(c -> c.ap50().stream()).average();
  }

  /** As {@code --json} writes it; a figure that does not exist is null. */
  public ObjectNode toJson() {
    ObjectNode root = JSON.objectNode();
    root.put("pack", pack);
    root.put("version", version);
    root.put("inputSize", size.toString());
    root.put("images", images);
    root.put("withoutLabels", withoutLabels);
    root.put("minScore", minScore);
    root.put("msPerImage", rounded(msPerPicture));
    put(root, "meanAp50", meanAp50());
    ObjectNode byClass = root.putObject("classes");
    classes.forEach((name, figures) -> byClass.set(name, json(figures)));
    ArrayNode left = root.putArray("notReported");
    notReported.forEach(left::add);
    return root;
  }

  /** One line per class. */
  public String table() {
    var table = new StringBuilder();
    line(table, "%s %s at %s, %d images", pack, version, size, images);
    if (withoutLabels > 0) {
      line(
          table, "%d images have no label file and count as images without objects", withoutLabels);
    }
    line(
        table,
        "%-24s %8s %8s %10s %8s %9s",
        "class",
        "objects",
        "ap50",
        "precision",
        "recall",
        "at score");
    classes.forEach(
        (name, f) ->
            line(
                table,
                "%-24s %8d %8s %10s %8s %9s",
                name,
                f.objects(),
                text(f.ap50()),
                text(f.best().map(AveragePrecision.Best::precision)),
                text(f.best().map(AveragePrecision.Best::recall)),
                text(f.best().map(AveragePrecision.Best::score))));
    line(table, "%-24s %8s %8s", "mean", "", text(meanAp50()));
    if (!notReported.isEmpty()) {
      line(table, "not scored, as the pack does not report it: %s", String.join(", ", notReported));
    }
    return table.toString();
  }

  private static ObjectNode json(OfClass f) {
    ObjectNode node = JSON.objectNode();
    put(node, "ap50", f.ap50());
    node.put("objects", f.objects());
    put(node, "precision", number(f.best().map(AveragePrecision.Best::precision)));
    put(node, "recall", number(f.best().map(AveragePrecision.Best::recall)));
    put(node, "atScore", number(f.best().map(AveragePrecision.Best::score)));
    return node;
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(key, rounded(value.getAsDouble()));
    } else {
      node.putNull(key);
    }
  }

  /** Four digits are finer than anything measured here. */
  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private static String text(Optional<Double> value) {
    return text(number(value));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
