package io.cityward.app.pictures;

import io.cityward.core.Box;
import io.cityward.core.Point;
import io.cityward.core.Polygon;
import io.cityward.core.Schedule;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.SnapshotWriter;
import io.cityward.scenes.ZoneKind;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.facade.FacadeFilm;
import io.cityward.testkit.facade.Thrown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pictures of {@code docs/scenes}. */
public final class ScenePictures {

  private static final int FLOORS = 10;
  private static final int WINDOWS = 14;

  private static final String WORKDAYS = "MON-FRI 07:00-21:00";
  private static final List<List<String>> SCHEDULES =
      List.of(List.of(WORKDAYS, "SAT,SUN"), List.of("FRI-SUN 22:00-05:00"));

  private static final String ROAD =
      "0.42 0.52, 0.2 0.43, 0.03 0.4, 0.03 0.35, 0.36 0.375, 0.6 0.35, 0.79 0.27, 0.97 0.56,"
          + " 0.97 0.8, 0.7 0.67";
  private static final String LAWN = "0.02 0.5, 0.2 0.5, 0.52 0.7, 0.82 0.87, 0.82 0.97, 0.02 0.97";

  private ScenePictures() {}

  /**
   * Writes them all; earlier ones of the same names are written over.
   *
   * @return what was written
   */
  public static List<Path> write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path week = folder.resolve("schedule.svg");
    Files.writeString(week, WeekPicture.of(SCHEDULES.stream().map(Schedule::parse).toList()));
    return List.of(zones(folder.resolve("zones.jpg")), facade(folder.resolve("facade.jpg")), week);
  }

  /** The bundled clip, with a zone of each kind that lies on the ground, and a vehicle in one. */
  private static Path zones(Path file) throws IOException {
    Path clips = Files.createTempDirectory("cityward-pictures");
    Path clip = BundledClips.extract(BundledClips.CAMPUS, clips);
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.KEY_FRAMES);
        Frame frame = frames.next()) {
      Box van = new Box(0.847, 0.073, 0.942, 0.176);
      List<Overlay> overlays = new ArrayList<>();
      overlays.add(zone(ZoneKind.FIRE_LANE, ROAD));
      overlays.add(zone(ZoneKind.NO_PARKING, "0.87 0.24, 0.84 0.13, 0.99 0.12, 0.99 0.24"));
      overlays.add(zone(ZoneKind.NO_VENDING, "0.02 0.27, 0.43 0.3, 0.33 0.36, 0.02 0.32"));
      overlays.add(zone(ZoneKind.NO_DUMPING, LAWN));
      overlays.add(new Overlay.True(van, ""));
      overlays.addAll(cross(van.groundPoint(), 0.015));
      SnapshotWriter.write(frame, overlays, file);
    } finally {
      Files.delete(clip);
      Files.delete(clips);
    }
    return file;
  }

  /**
   * A drawn film, 12 floors of 16 windows: a zone of some, its grid, and where a thing was every
   * fifth of a second.
   */
  private static Path facade(Path file) {
    FacadeFilm film = new FacadeFilm(960, 540, 25, 7);
    Thrown thrown = new Thrown(0, 430, 110, 10, 25, 300, 15, 520);
    film.with(thrown);
    Box zone = new Box(1 / 16.0, 1 / 12.0, 15 / 16.0, 11 / 12.0);
    List<Overlay> overlays = new ArrayList<>();
    for (int floor = 1; floor < FLOORS; floor++) {
      double y = zone.top() + zone.height() * floor / FLOORS;
      overlays.add(new Overlay.True(new Box(zone.left(), y, zone.right(), y), ""));
    }
    for (int window = 1; window < WINDOWS; window++) {
      double x = zone.left() + zone.width() * window / WINDOWS;
      overlays.add(new Overlay.True(new Box(x, zone.top(), x, zone.bottom()), ""));
    }
    overlays.add(
        zone(ZoneKind.FACADE, "0.0625 0.0833, 0.9375 0.0833, 0.9375 0.9167, 0.0625 0.9167"));
    List<Point> way = new ArrayList<>();
    for (double seconds = 0; seconds < thrown.end(); seconds += 0.2) {
      way.add(new Point(thrown.xAt(seconds) / film.width(), thrown.yAt(seconds) / film.height()));
    }
    overlays.add(new Overlay.Way(way));
    way.forEach(at -> overlays.addAll(cross(at, 0.008)));
    SnapshotWriter.write(film.at(1.2), overlays, file);
    return file;
  }

  /** A zone, by its corners, with its kind at the first of them. */
  private static Overlay zone(ZoneKind kind, String corners) {
    List<Point> points =
        Stream.of(corners.split(", "))
            .map(corner -> corner.split(" "))
            .map(xy -> new Point(Double.parseDouble(xy[0]), Double.parseDouble(xy[1])))
            .toList();
    return new Overlay.Area(new Polygon(points), "" + kind);
  }

  private static List<Overlay> cross(Point at, double size) {
    return List.of(
        new Overlay.Way(
            List.of(
                new Point(at.x() - size, at.y() - size), new Point(at.x() + size, at.y() + size))),
        new Overlay.Way(
            List.of(
                new Point(at.x() - size, at.y() + size), new Point(at.x() + size, at.y() - size))));
  }
}
