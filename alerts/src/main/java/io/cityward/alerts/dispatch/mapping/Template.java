package io.cityward.alerts.dispatch.mapping;

import io.cityward.alerts.dispatch.WorkOrderMessage;
import io.cityward.core.CityException;
import io.cityward.core.settings.DidYouMean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with slots in braces: {@code "{event.name} at {place.name}"}. */
public record Template(String text) {

  private static final Pattern SLOT = Pattern.compile("\\{([^{}]*)}");
  private static final int LONGEST = 2000;

  public Template {
    if (text.length() > LONGEST) {
      throw CityException.invalid("template", text.length() + " characters", "at most " + LONGEST);
    }
    Matcher matcher = SLOT.matcher(text);
    while (matcher.find()) {
      String slot = matcher.group(1);
      if (!Slots.names().contains(slot)) {
        throw CityException.invalid(
            "template",
            "{" + slot + "}",
            DidYouMean.among(Slots.names(), slot)
                .map(near -> "{" + near + "}")
                .orElse("one of " + String.join(", ", Slots.names())));
      }
    }
  }

  /** The text for a message; a slot alone keeps being a number where it is one. */
  Object value(WorkOrderMessage message) {
    Matcher matcher = SLOT.matcher(text);
    return matcher.matches() ? Slots.value(matcher.group(1), message) : fill(message);
  }

  public String fill(WorkOrderMessage message) {
    return SLOT.matcher(text)
        .replaceAll(
            slot -> Matcher.quoteReplacement(String.valueOf(Slots.value(slot.group(1), message))));
  }
}
