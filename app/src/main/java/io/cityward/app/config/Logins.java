package io.cityward.app.config;

import io.cityward.alerts.camera.Login;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import io.cityward.ingest.StreamUrl;
import java.util.function.Function;

/** Puts a camera's URLs together with the login that is configured apart from them. */
final class Logins {

  private Logins() {}

  /** Reads {@code user} and {@code passwordEnv}; none, with its problems noted, if it is wrong. */
  static Login read(Section section) {
    String user = section.text("user", "");
    String variable = section.text("passwordEnv", "");
    if (user.isEmpty() != variable.isEmpty()) {
      section.problem("user", user, "user and passwordEnv together, or neither");
      return Login.NONE;
    }
    String password = variable.isEmpty() ? "" : System.getenv(variable);
    if (password == null) {
      section.problem("passwordEnv", variable, "an environment variable that is set");
      return Login.NONE;
    }
    return section.attempt(() -> new Login(user, password)).orElse(Login.NONE);
  }

  /** Reads URLs of the configuration file, which may hold a login of their own. */
  static Function<String, StreamUrl> open(Login login) {
    return text -> with(login, StreamUrl.parse(text));
  }

  /** Reads URLs that people are shown again, and which therefore hold no login. */
  static Function<String, StreamUrl> apart(Login login) {
    return text -> {
      StreamUrl url = CameraConfig.onNetwork(text);
      if (url.hasCredentials()) {
        throw CityException.invalid(
            "url", url.masked(), "no user and password in it; they have fields of their own");
      }
      return with(login, url);
    };
  }

  private static StreamUrl with(Login login, StreamUrl url) {
    return login.isNone() ? url : url.withCredentials(login.user(), login.password());
  }
}
