package io.cityward.scenes;

import io.cityward.core.Picture;
import io.cityward.core.settings.SettingsFile;
import io.cityward.inference.Detection;
import io.cityward.scenes.Finding.Phase;
import io.cityward.testkit.street.ScriptedDetector;
import io.cityward.testkit.street.StreetFilm;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows generated streets to a scene, with a scripted detector, and keeps what it tells. */
public final class StreetCamera {

  public static final Instant START = Instant.parse("2026-11-25T00:00:00Z");

  private final Scene scene;
  private final ScriptedDetector detector;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param settings the scene's, as they stand in a configuration file
   */
  public StreetCamera(String scene, String settings, ScriptedDetector detector, Zone... zones) {
    this.scene =
        SettingsFile.parse(settings, "cityward.yml", section -> SceneCatalog.read(scene, section))
            .create(List.of(zones));
    this.detector = detector;
  }

  /** Watches from one second to another, at the film's rate. */
  public StreetCamera watch(StreetFilm film, double from, double until) {
    long looks = Math.round((until - from) * film.framesPerSecond());
    for (int i = 0; i < looks; i++) {
      look(film, from + i / film.framesPerSecond());
    }
    return this;
  }

  public void look(StreetFilm film, double seconds) {
    List<Detection> detections =
        detector.look(film, seconds).stream()
            .map(seen -> new Detection(seen.label(), seen.box(), seen.score()))
            .toList();
    Picture picture = new Undrawn(film, seconds);
    findings.addAll(scene.observe(new Observation(at(seconds), detections, picture)));
  }

  /** Scenes leave out pictures that come too soon; those need not be drawn. */
  private record Undrawn(StreetFilm film, double seconds) implements Picture {

    @Override
    public int width() {
      return film.width();
    }

    @Override
    public int height() {
      return film.height();
    }

    @Override
    public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
      film.at(seconds).paintBgr(canvas, canvasWidth, x, y, width, height);
    }

    @Override
    public void paintGrey(ByteBuffer canvas, int width, int height) {
      film.at(seconds).paintGrey(canvas, width, height);
    }
  }

  public static Instant at(double seconds) {
    return START.plus(Duration.ofMillis(Math.round(1000 * seconds)));
  }

  /** When something was, in seconds of the film. */
  public static double seconds(Instant time) {
    return Duration.between(START, time).toMillis() / 1000.0;
  }

  public List<Finding> findings() {
    return findings;
  }

  public List<Finding> begun() {
    return findings.stream().filter(f -> f.phase() == Phase.BEGUN).toList();
  }

  public List<Finding> ended() {
    return findings.stream().filter(f -> f.phase() == Phase.ENDED).toList();
  }
}
