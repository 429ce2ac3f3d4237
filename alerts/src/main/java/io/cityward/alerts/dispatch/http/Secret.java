package io.cityward.alerts.dispatch.http;

import io.cityward.core.settings.Section;
import java.util.Optional;

/** A password, token or signing key. Never printed. */
public record Secret(String value) {

  /** Reads a key that names an environment variable; empty when the key is absent. */
  public static Optional<Secret> read(Section section, String key) {
    if (!section.has(key)) {
      return Optional.empty();
    }
    String variable = section.text(key);
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      section.problem(key, variable, "an environment variable that is set");
      return Optional.empty();
    }
    return Optional.of(new Secret(value.strip()));
  }

  @Override
  public String toString() {
    return "***";
  }
}
