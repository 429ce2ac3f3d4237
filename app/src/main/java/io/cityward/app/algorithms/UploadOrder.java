package io.cityward.app.algorithms;

import io.cityward.alerts.registry.Command;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What somebody is about to send.
 *
 * @param bytes of the ZIP
 * @param sha256 of the ZIP, 64 lower-case hexadecimal digits
 */
public record UploadOrder(long bytes, String sha256, Command by) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public UploadOrder {
    List<Problem> problems = new ArrayList<>();
    if (bytes < 1) {
      problems.add(Problem.of("bytes", bytes, "1 or more"));
    }
    if (!SHA256.matcher(sha256).matches()) {
      problems.add(
          Problem.of(
              "sha256", sha256.length() + " characters", "64 lower-case hexadecimal digits"));
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }
}
