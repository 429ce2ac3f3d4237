package io.cityward.inference.pack;

import io.cityward.core.settings.Section;
import io.cityward.inference.pack.Outputs.Suppression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code outputs} of a manifest; the decoder decides which keys it has. */
final class OutputsReader {

  private final Section section;
  private final int multipleOf;
  private final Set<String> ours;

  /**
   * @param ours the classes that the pack reports
   */
  OutputsReader(Section section, int multipleOf, Set<String> ours) {
    this.section = section;
    this.multipleOf = multipleOf;
    this.ours = ours;
  }

  Outputs read() {
    // With a second decoder this becomes a switch over its name.
    Texts.oneOf(section, "decoder", List.of("nanodet"));
    return nanodet();
  }

  private NanodetOutputs nanodet() {
    List<Double> written = section.numbers("strides");
    List<Integer> strides = strides(written);
    int bins = section.whole("bins", 2, 64);
    List<String> scores = perStride("scores", written.size());
    List<String> boxes = perStride("boxes", written.size());
    double minScore = section.number("minScore", 0.01, 1);
    return new NanodetOutputs(strides, bins, scores, boxes, minScore, suppression());
  }

  private List<Integer> strides(List<Double> written) {
    List<Integer> strides = new ArrayList<>();
    for (double stride : written) {
      if (stride >= 1 && multipleOf % stride == 0) {
        strides.add((int) stride);
      } else {
        section.problem("strides", stride, "divisors of input.multipleOf, " + multipleOf);
      }
    }
    if (written.isEmpty()) {
      section.problem("strides", "none", "at least one");
    }
    return strides;
  }

  private List<String> perStride(String key, int strides) {
    List<String> names = section.texts(key);
    if (names.size() != strides) {
      section.problem(key, names, "one name per stride, " + strides);
    }
    return names;
  }

  private Suppression suppression() {
    Section suppression = section.section("suppression");
    double iou = suppression.number("iou", 0.05, 1);
    double contained = suppression.number("contained", 0.05, 1);
    List<List<String>> groups = suppression.sections("groups", g -> g.texts("classes"));
    Set<String> seen = new HashSet<>();
    for (List<String> group : groups) {
      for (String name : group) {
        if (!ours.contains(name)) {
          suppression.problem("groups", name, "a class that a label is reported 'as'");
        } else if (!seen.add(name)) {
          suppression.problem("groups", name, "each class in one group");
        }
      }
    }
    return new Suppression(iou, contained, groups);
  }
}
