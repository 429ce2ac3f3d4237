package io.cityward.core;

import java.util.regex.Pattern;

/** The id of a camera, unique in an installation: lower-case letters, digits and dashes. */
public record CameraId(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public CameraId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw CityException.invalid(
          "camera id", value, "1 to 63 of a-z, 0-9 and '-', not starting with '-'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
