package io.cityward.alerts.alert;

import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in the city.
 *
 * @param name what people call it: "Renmin Road 12, east kerb"
 * @param area code of the area that dispatch rules refer to; may be empty
 * @param latitude WGS 84 degrees; both 0 when the camera has no position
 * @param longitude WGS 84 degrees
 */
public record Place(String name, String area, double latitude, double longitude) {

  public static final Place UNKNOWN = new Place("", "", 0, 0);

  public Place {
    List<Problem> problems = new ArrayList<>();
    Texts.check(problems, "place.name", name, 0, 200);
    Texts.check(problems, "place.area", area, 0, 100);
    if (!(Math.abs(latitude) <= 90)) {
      problems.add(Problem.of("place.latitude", latitude, "-90..90 degrees"));
    }
    if (!(Math.abs(longitude) <= 180)) {
      problems.add(Problem.of("place.longitude", longitude, "-180..180 degrees"));
    }
    Texts.refuse(problems);
  }
}
