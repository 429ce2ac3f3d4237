package io.cityward.inference.pack;

import io.cityward.core.settings.Section;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads texts of a manifest that must have a certain form. */
final class Texts {

  private Texts() {}

  static String required(
      Section section, String key, Predicate<String> accepted, String expectation) {
    String text = section.text(key);
    if (section.has(key) && !accepted.test(text)) {
      section.problem(key, text, expectation);
    }
    return text;
  }

  static String required(Section section, String key, Pattern form, String expectation) {
    return required(section, key, form.asMatchPredicate(), expectation);
  }

  static String oneOf(Section section, String key, List<String> choices) {
    return required(
        section,
        key,
        choices::contains,
        choices.size() == 1 ? choices.get(0) : "one of " + String.join(", ", choices));
  }
}
