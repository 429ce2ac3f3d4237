package io.cityward.alerts.area;

import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the city.
 *
 * @param code what places carry and rules name: the unit grid's code, 310116003005012
 * @param parent code of the area it lies in; empty for none
 * @param department id of who handles what happens here; empty for none
 * @param rings polygons, each an outer ring and its holes, as GeoJSON has them: [[[[longitude,
 *     latitude], ...], ...], ...], WGS 84
 */
public record Area(
    String code, String name, AreaLevel level, String parent, String department, String rings) {

  private static final String CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  public Area {
    List<Problem> problems = new ArrayList<>();
    if (!code.matches(CODE)) {
      problems.add(Problem.of("code", code, "1 to 100 of A-Z, a-z, 0-9, '.', '_' and '-'"));
    }
    if (name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
      problems.add(Problem.of("name", name.length() + " characters", "up to 200 printable ones"));
    }
    if (!parent.isEmpty() && !parent.matches(CODE) || parent.equals(code)) {
      problems.add(Problem.of("parent", parent, "the code of another area, or nothing"));
    }
    if (department.isEmpty() && level == AreaLevel.DEPARTMENT) {
      problems.add(Problem.of("department", "missing", "a department, as the level is department"));
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }
}
