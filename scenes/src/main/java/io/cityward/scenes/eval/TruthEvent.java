package io.cityward.scenes.eval;

import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.util.List;
import java.util.Optional;

/**
 * Something that really happens in a clip.
 *
 * @param start seconds from the first frame
 * @param end seconds from the first frame
 * @param box where; empty when scene, zone and time alone decide
 * @param path where it is at which time, for what moves; else empty
 */
public record TruthEvent(
    String scene,
    String zone,
    double start,
    double end,
    Optional<Box> box,
    List<PathPoint> path,
    String note) {

  private static final double LONGEST_SECONDS = 7 * 24 * 3600;

  public TruthEvent {
    path = List.copyOf(path);
    if (end < start) {
      throw CityException.invalid("end", end, "at or after the start, " + start);
    }
  }

  static TruthEvent read(Section section) {
    String scene = section.text("scene");
    String zone = section.text("zone");
    double start = section.number("start", 0, LONGEST_SECONDS);
    double end = section.number("end", 0, LONGEST_SECONDS);
    Optional<Box> box =
        section.has("box") ? Optional.ofNullable(PathPoint.box(section)) : Optional.empty();
    List<PathPoint> path = section.sections("path", PathPoint::read);
    String note = section.text("note", "");
    return section.build(() -> new TruthEvent(scene, zone, start, end, box, path, note));
  }
}
