package io.cityward.alerts.verdict;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;

/**
 * Why something is no event, as an operator may choose.
 *
 * @param code what is stored and counted
 * @param chinese what people read
 * @param english what people read
 * @param clutter whether it is about a thing that will still be there, so that the same at its
 *     place raises nothing for a while
 */
public record RejectCause(String code, String chinese, String english, boolean clutter) {

  public RejectCause {
    if (code == null || !code.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw CityException.invalid("code", code, "1 to 40 of a-z, 0-9 and '-'");
    }
    name("zh", chinese);
    name("en", english);
  }

  static RejectCause read(Section section) {
    String code = section.text("code");
    String chinese = section.text("zh");
    String english = section.text("en", chinese);
    boolean clutter = section.flag("clutter", false);
    return section.build(() -> new RejectCause(code, chinese, english, clutter));
  }

  private static void name(String key, String name) {
    boolean printable = name.chars().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > 60 || !printable) {
      throw CityException.invalid(key, name.length() + " characters", "1 to 60 characters");
    }
  }
}
