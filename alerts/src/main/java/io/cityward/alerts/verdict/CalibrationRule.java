package io.cityward.alerts.verdict;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * When a scene at a camera is rejected too often.
 *
 * @param share of what was judged, above 0 to 1
 * @param least judged at least
 * @param within how far back alerts count
 */
public record CalibrationRule(double share, int least, Duration within) {

  public static final CalibrationRule DEFAULT = new CalibrationRule(0.5, 10, Duration.ofDays(7));

  public CalibrationRule {
    if (!(share > 0 && share <= 1)) {
      throw CityException.invalid("share", share, "above 0 to 1");
    }
    if (least < 1) {
      throw CityException.invalid("least", least, "1 or more");
    }
  }

  static CalibrationRule read(Section section) {
    double share = section.number("share", 0.01, 1, DEFAULT.share);
    int least = section.whole("least", 1, 10_000, DEFAULT.least);
    Duration within =
        section.duration("within", Duration.ofHours(1), Duration.ofDays(366), DEFAULT.within);
    return section.build(() -> new CalibrationRule(share, least, within));
  }

  /** Whether so many rejections among so many verdicts are too many. */
  public boolean tooMany(int rejected, int judged) {
    return judged >= least && rejected >= share * judged;
  }
}
