package io.cityward.testkit;

import io.cityward.core.CityException;

/** What a camera wants to hear before it shows anything. Never printed with its password. */
public record Credentials(String user, String password) {

  public Credentials {
    if (user == null || user.isEmpty() || user.indexOf('"') >= 0 || user.indexOf(':') >= 0) {
      throw CityException.invalid("camera user", user, "a name without '\"' and ':'");
    }
    if (password == null || password.isEmpty()) {
      throw CityException.invalid("camera password", "empty", "a password");
    }
  }

  @Override
  public String toString() {
    return "Credentials[user=" + user + ", password=***]";
  }
}
