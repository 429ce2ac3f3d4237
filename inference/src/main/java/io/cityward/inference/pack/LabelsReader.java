package io.cityward.inference.pack;

import io.cityward.core.settings.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code labels} of a manifest: one list, or one per head. */
final class LabelsReader {

  private final List<Label> labels = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** The labels of a section; a problem if one was there before, or none is reported. */
  List<Label> read(Section section) {
    List<Label> read = section.sections("labels", LabelsReader::label);
    read.stream()
        .map(Label::name)
        .filter(name -> !names.add(name))
        .forEach(name -> section.problem("labels", name, "each label once"));
    if (ours(read).isEmpty()) {
      section.problem("labels", read.size() + " labels", "at least one with 'as'");
    }
    labels.addAll(read);
    return read;
  }

  /** All labels so far, in the order read. */
  List<Label> labels() {
    return List.copyOf(labels);
  }

  /** The classes that labels are reported as. */
  static Set<String> ours(List<Label> labels) {
    Set<String> ours = new HashSet<>();
    labels.forEach(label -> label.as().ifPresent(ours::add));
    return ours;
  }

  private static Label label(Section section) {
    String name = section.text("name");
    Optional<String> as =
        section.has("as")
            ? Optional.of(
                Texts.required(
                    section, "as", PackRepository.NAME, "a-z, 0-9 and '-': traffic-cone"))
            : Optional.empty();
    return new Label(name, as);
  }
}
