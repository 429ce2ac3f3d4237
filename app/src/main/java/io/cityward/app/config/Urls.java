package io.cityward.app.config;

import io.cityward.core.settings.Section;
import io.cityward.ingest.StreamUrl;

/** Puts a camera's URL together with credentials that are configured apart from it. */
final class Urls {

  private Urls() {}

  /**
   * Reads {@code url}, {@code user} and {@code passwordEnv}; null, with its problems noted, if they
   * make no URL.
   */
  static StreamUrl read(Section section) {
    String text = section.text("url");
    String user = section.text("user", "");
    String variable = section.text("passwordEnv", "");
    if (user.isEmpty() != variable.isEmpty()) {
      section.problem("user", user, "user and passwordEnv together, or neither");
    }
    String password = variable.isEmpty() ? "" : System.getenv(variable);
    if (password == null) {
      section.problem("passwordEnv", variable, "an environment variable that is set");
      return null;
    }
    if (text.isEmpty()) {
      // Missing, and noted as that.
      return null;
    }
    return section
        .attempt(
            () -> {
              StreamUrl url = StreamUrl.parse(text);
              return user.isEmpty() ? url : url.withCredentials(user, password);
            })
        .orElse(null);
  }
}
