package io.cityward.scenes.eval;

import io.cityward.core.Box;
import io.cityward.core.settings.Section;
import java.util.List;

/**
 * Where a moving thing is at a time.
 *
 * @param t seconds from the first frame
 */
public record PathPoint(double t, Box box) {

  static PathPoint read(Section section) {
    double t = section.number("t", 0, Double.MAX_VALUE);
    Box box = box(section);
    return section.build(() -> new PathPoint(t, box));
  }

  /** Reads {@code box: [x1, y1, x2, y2]}; null, with a problem noted, if it is none. */
  static Box box(Section section) {
    List<Double> c = section.numbers("box");
    boolean fine =
        c.size() == 4
            && c.stream().allMatch(v -> v >= 0 && v <= 1)
            && c.get(0) < c.get(2)
            && c.get(1) < c.get(3);
    if (!fine) {
      section.problem("box", c, "[x1, y1, x2, y2] in 0..1 with x1 < x2 and y1 < y2");
      return null;
    }
    return new Box(c.get(0), c.get(1), c.get(2), c.get(3));
  }
}
