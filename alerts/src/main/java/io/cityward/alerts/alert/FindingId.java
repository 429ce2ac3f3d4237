package io.cityward.alerts.alert;

import io.cityward.core.CityException;
import java.util.regex.Pattern;

/**
 * The id that a worker gives to one finding, the same from its begin to its end and through all
 * repetitions; also the name of the folder that holds its evidence.
 */
public record FindingId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public FindingId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw CityException.invalid(
          "finding id",
          value,
          "1 to 100 of letters, digits, '.', '_' and '-', starting with a letter or digit");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
