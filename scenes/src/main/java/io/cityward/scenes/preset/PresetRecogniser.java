package io.cityward.scenes.preset;

import io.cityward.core.CityException;
import io.cityward.core.Picture;
import io.cityward.scenes.appearance.GreyCanvas;
import io.cityward.scenes.appearance.Structure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells which of its presets a camera shows. A preset is taken up when two looks in a row fit it,
 * or one very well, and kept while it still fits halfway, so that a bus in front does not end it; a
 * picture that moves shows none. Pure but for the loading; one thread.
 */
public final class PresetRecogniser {

  /** A picture fits a preset from here on; two looks at one view reach 0.5 also at night. */
  private static final double FITS = 0.45;

  /** And better than any other preset, by so much. */
  private static final double LEAD = 0.1;

  /** Fits like this are no chance: one look is enough. */
  private static final double SURE = 0.7;

  /** A preset that was shown is kept: two thirds of it may be hidden. */
  private static final double KEPT = 0.25;

  /** Nothing of the preset is there any more. */
  private static final double LOST = 0.12;

  /** Two looks at a view that stands are as alike at least. */
  private static final double STANDS = 0.4;

  /** Less than this share of the width is no movement but a pole in the wind. */
  private static final double SWAY = 0.02;

  private static final int LOOKS = 2;

  private static final Structure.Match STANDING = new Structure.Match(1, 0, 0);

  private final Map<String, Structure> views;
  private final GreyCanvas canvas = Structure.canvas();
  private Structure last;
  private String shown;
  private String candidate;
  private int fitting;
  private int doubtful;

  private PresetRecogniser(Map<String, Structure> views) {
    this.views = views;
  }

  /**
   * Refuses a reference picture that could not be loaded.
   *
   * @throws io.cityward.core.CityException NOT_FOUND, or INVALID if it is no picture
   */
  public static void check(Path picture) {
    var unused = ReferencePicture.read(picture);
  }

  /**
   * Reads the presets' pictures.
   *
   * @throws CityException if one is missing or no picture
   */
  public static PresetRecogniser load(List<Preset> presets) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    presets.forEach(preset -> pictures.put(preset.id(), ReferencePicture.read(preset.picture())));
    return of(pictures);
  }

  /** Of pictures by the id of their preset; they are looked at now and not kept. */
  public static PresetRecogniser of(Map<String, ? extends Picture> pictures) {
    if (pictures.isEmpty()) {
      throw CityException.invalid("presets", "none", "at least one preset");
    }
    GreyCanvas canvas = Structure.canvas();
    Map<String, Structure> views = new LinkedHashMap<>();
    pictures.forEach((id, picture) -> views.put(id, Structure.of(picture, canvas)));
    return new PresetRecogniser(views);
  }

  /** Takes the camera's next picture; some seconds apart is often enough. */
  public Sight look(Picture picture) {
    Structure now = Structure.of(picture, canvas);
    Structure.Match step = last == null ? STANDING : last.near(now);
    boolean shifted = step.likeness() >= STANDS && Math.hypot(step.dx(), step.dy()) > SWAY;
    boolean moving = shifted || step.likeness() < STANDS;
    last = now;
    Map<String, Double> fits = new LinkedHashMap<>();
    views.forEach((id, view) -> fits.put(id, view.near(now).likeness()));
    String best = best(fits);
    if (!best.equals(shown)) {
      consider(best, fits, moving);
    }
    return shown == null ? between(best, fits, moving) : keep(fits, shifted);
  }

  /** Forgets what was shown, as after a gap. */
  public void reset() {
    last = null;
    shown = null;
    candidate = null;
    fitting = 0;
    doubtful = 0;
  }

  /** Counts the looks that fit another preset than the one shown. */
  private void consider(String best, Map<String, Double> fits, boolean moving) {
    double likeness = fits.get(best);
    if (likeness < FITS || likeness < second(fits, best) + LEAD) {
      candidate = null;
      return;
    }
    fitting = best.equals(candidate) && !moving ? fitting + 1 : 1;
    candidate = best;
    if (fitting >= LOOKS || likeness >= SURE) {
      shown = best;
      candidate = null;
      doubtful = 0;
    }
  }

  /** A bus in front changes much of the picture, but shifts nothing. */
  private Sight keep(Map<String, Double> fits, boolean shifted) {
    double likeness = fits.get(shown);
    doubtful = likeness >= KEPT ? 0 : doubtful + 1;
    if (likeness < LOST || doubtful >= LOOKS || (shifted && likeness < FITS)) {
      String left = shown;
      shown = null;
      doubtful = 0;
      return new Sight.Between(
          String.format(Locale.ROOT, "left %s: likeness %.2f", left, likeness));
    }
    return new Sight.Shown(shown, likeness);
  }

  private static Sight between(String best, Map<String, Double> fits, boolean moving) {
    return new Sight.Between(
        String.format(
            Locale.ROOT,
            "%s; nearest is %s, likeness %.2f",
            moving ? "the picture moves" : "no preset fits",
            best,
            fits.get(best)));
  }

  private static String best(Map<String, Double> fits) {
    return fits.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static double second(Map<String, Double> fits, String best) {
    return fits.entrySet().stream()
        .filter(fit -> !fit.getKey().equals(best))
        .mapToDouble(Map.Entry::getValue)
        .max()
        .orElse(-1);
  }
}
