package io.cityward.inference.pack;

import io.cityward.core.settings.Section;
import io.cityward.inference.pack.Outputs.Head;
import io.cityward.inference.pack.Outputs.Suppression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code outputs} of a manifest; the decoder decides which keys it has. The keys of a head
 * stand in {@code outputs} itself and its labels at the top, or all of them in each of {@code
 * outputs.heads}.
 */
final class OutputsReader {

  private static final String HEADS = "heads";

  private final Section top;
  private final Section section;
  private final int multipleOf;
  private final LabelsReader labels;
  private final Set<String> tensors = new HashSet<>();

  OutputsReader(Section top, int multipleOf, LabelsReader labels) {
    this.top = top;
    this.section = top.section("outputs");
    this.multipleOf = multipleOf;
    this.labels = labels;
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
    return new NanodetOutputs(strides, bins, heads(written.size()));
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

  private List<Head> heads(int strides) {
    if (!section.has(HEADS)) {
      return List.of(head(section, labels.read(top), strides));
    }
    for (String key : List.of("scores", "boxes", "minScore", "suppression")) {
      onlyInHeads(section, key);
    }
    onlyInHeads(top, "labels");
    List<Head> heads = section.sections(HEADS, head -> head(head, labels.read(head), strides));
    if (heads.isEmpty() && section.right(HEADS)) {
      section.problem(HEADS, "none", "at least one");
    }
    return heads;
  }

  private static void onlyInHeads(Section section, String key) {
    if (section.has(key)) {
      section.problem(key, "beside outputs.heads", "in each of outputs.heads instead");
    }
  }

  private Head head(Section head, List<Label> own, int strides) {
    List<String> scores = perStride(head, "scores", strides);
    List<String> boxes = perStride(head, "boxes", strides);
    double minScore = head.number("minScore", 0.01, 1);
    Suppression suppression = suppression(head.section("suppression"), LabelsReader.ours(own));
    return new Head(scores, boxes, own.size(), minScore, suppression);
  }

  private List<String> perStride(Section head, String key, int strides) {
    List<String> names = head.texts(key);
    if (names.size() != strides) {
      head.problem(key, names, "one name per stride, " + strides);
    }
    names.stream()
        .filter(name -> !tensors.add(name))
        .forEach(name -> head.problem(key, name, "each output of the graph once"));
    return names;
  }

  private static Suppression suppression(Section suppression, Set<String> ours) {
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
