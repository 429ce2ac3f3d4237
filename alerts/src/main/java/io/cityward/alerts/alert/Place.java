package io.cityward.alerts.alert;

import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in the city.
 *
 * @param id the same for every camera and zone that looks at this very spot, so that what two of
 *     them see there is one case; empty for a place that nobody shares
 * @param name what people call it: "Renmin Road 12, east kerb"
 * @param area code of the area that dispatch rules refer to; may be empty
 * @param latitude WGS 84 degrees; both 0 when the camera has no position
 * @param longitude WGS 84 degrees
 */
public record Place(String id, String name, String area, double latitude, double longitude) {

  public static final Place UNKNOWN = new Place("", "", 0, 0);

  public Place {
    List<Problem> problems = new ArrayList<>();
    Texts.check(problems, "place.id", id, 0, 100);
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

  /** A place that nobody shares. */
  public Place(String name, String area, double latitude, double longitude) {
    this("", name, area, latitude, longitude);
  }

  /** Whether it is known where it lies. */
  public boolean located() {
    return latitude != 0 || longitude != 0;
  }

  /** This place, where something is said of it, and the other for the rest. */
  public Place or(Place other) {
    return new Place(
        id.isEmpty() ? other.id : id,
        name.isEmpty() ? other.name : name,
        area.isEmpty() ? other.area : area,
        located() ? latitude : other.latitude,
        located() ? longitude : other.longitude);
  }

  /** The same spot, shared with nobody. */
  public Place unshared() {
    return new Place("", name, area, latitude, longitude);
  }
}
