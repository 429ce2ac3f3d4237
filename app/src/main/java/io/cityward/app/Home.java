package io.cityward.app;

import java.nio.file.Path;

/** Where Cityward itself lies, with what comes along with it. */
public final class Home {

  private Home() {}

  /** Told by the launcher; the working folder otherwise. */
  public static Path folder() {
    return Path.of(System.getProperty("cityward.home", "")).toAbsolutePath().normalize();
  }

  public static Path models() {
    return folder().resolve("models");
  }
}
