package io.cityward.alerts.compute.usage;

import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.time.Instant;

/**
 * What one task used in one minute on one worker.
 *
 * @param minute its beginning
 * @param worker tells apart who counted; a process that starts again is another one, so that what
 *     it counts in the same minute adds up
 * @param version of the algorithm's pack
 */
public record UsageRow(
    Instant minute,
    String worker,
    String department,
    String algorithm,
    String version,
    CameraId camera,
    String scene,
    Frames frames) {

  private static final int LONGEST = 100;

  public UsageRow {
    checkMinute(minute);
    checkText("worker", worker);
    checkText("department", department);
    checkText("algorithm", algorithm);
    checkText("version", version);
    checkText("scene", scene);
  }

  static void checkMinute(Instant minute) {
    if (minute.getNano() != 0 || minute.getEpochSecond() % UsageStep.MINUTE.seconds() != 0) {
      throw CityException.invalid("minute", minute, "the beginning of a minute");
    }
  }

  static void checkText(String name, String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw CityException.invalid(name, text.length() + " characters", "1 to " + LONGEST);
    }
  }
}
