package io.cityward.scenes.health;

import io.cityward.core.Picture;
import io.cityward.scenes.appearance.GreyCanvas;
import io.cityward.scenes.appearance.Structure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Watches whether one camera still shows what it was put up for. It learns the view from the first
 * looks and compares later ones with it by edges, which day and night, lamps and rain leave where
 * they are. A picture every few seconds is enough. Pure; one thread.
 *
 * <p>For {@link Condition#FROZEN} it relies on noise: pictures of a real sensor differ in a sixth
 * of the small canvas's pixels at least, on all footage tried. A camera whose encoder repeats a
 * still scene bit by bit, key frames included, looks frozen.
 */
public final class CameraHealth {

  /** A look speaks for no longer than this. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(30);

  private static final double BLACK = 0.98;

  /** Less of the picture changes, if it is not quite the same: a clock in the middle. */
  private static final double FROZEN = 0.01;

  private static final double GREY = 0.3;
  private static final double COVERED = 0.75;

  /** Likeness of a view to itself when it is hidden to two thirds; other views stay below. */
  private static final double SAME_VIEW = 0.2;

  /** From here on nobody need ask whether it would fit better elsewhere. */
  private static final double SURELY_SAME = 0.5;

  /** It fits elsewhere if it does so well, and so much better. */
  private static final double FITS_ELSEWHERE = 0.45;

  private static final double BETTER = 0.15;

  private final CameraHealthSettings settings;
  private final GreyCanvas canvas = Structure.canvas();
  private final View view = new View();
  private final Map<Condition, Alarm> alarms = new EnumMap<>(Condition.class);
  private Look anchor;
  private Instant last;
  private boolean relearn;

  public CameraHealth(CameraHealthSettings settings) {
    this.settings = settings;
    for (Condition condition : Condition.values()) {
      alarms.put(
          condition, new Alarm(condition, settings.patience(condition), settings.recovery()));
    }
  }

  /**
   * Takes a look.
   *
   * @param time when it was taken; a time that goes back counts as no time
   * @param damaged whether the decoder had errors in it
   * @return what began, goes on or ended; usually empty
   */
  public List<Health> look(Instant time, Picture picture, boolean damaged) {
    if (!settings.enabled()) {
      return List.of();
    }
    Look now = Look.of(canvas, Structure.of(picture, canvas));
    Duration step = step(time);
    last = time;
    List<Health> told = new ArrayList<>();
    relearnIfAsked(told);
    Map<Condition, String> wrong = judge(now, damaged);
    alarms.forEach(
        (condition, alarm) -> {
          if (wrong.containsKey(condition)) {
            alarm.seen(time, step, wrong.get(condition)).ifPresent(told::add);
          } else if (judged(condition, wrong)) {
            alarm.fine(step).ifPresent(told::add);
          }
        });
    if (wrong.isEmpty()) {
      view.learn(now, step.toMillis() / 1000.0);
    }
    relearn |= alarms.get(Condition.MOVED).lasted().compareTo(settings.relearn()) >= 0;
    return told;
  }

  /** An operator says that the present view is right: the next looks are learnt as the view. */
  public void confirmView() {
    relearn = true;
  }

  private void relearnIfAsked(List<Health> told) {
    if (relearn) {
      relearn = false;
      view.forget();
      for (Condition condition : List.of(Condition.COVERED, Condition.MOVED)) {
        Alarm alarm = alarms.get(condition);
        if (alarm.begun()) {
          told.add(alarm.end("the present view is the right one from now on"));
        }
        alarm.clear();
      }
    }
  }

  private Duration step(Instant time) {
    Duration step = last == null ? Duration.ZERO : Duration.between(last, time);
    if (step.isNegative()) {
      return Duration.ZERO;
    }
    return step.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : step;
  }

  /** What is wrong with the picture, each with the reason. */
  private Map<Condition, String> judge(Look now, boolean damaged) {
    Map<Condition, String> wrong = new EnumMap<>(Condition.class);
    Optional<String> frozen = frozen(now);
    double undecoded = view.undecoded(now);
    if (damaged || undecoded >= GREY) {
      wrong.put(
          Condition.GREY,
          damaged ? "the decoder reports damage" : percent("%.0f %% of it is grey", undecoded));
    } else if (now.dark() >= BLACK) {
      wrong.put(Condition.BLACK, percent("%.0f %% of it is dark and without edges", now.dark()));
    } else {
      if (view.learnt()) {
        compare(now, wrong);
      }
      // Without anything to see, nothing can be seen to stand still.
      if (!wrong.containsKey(Condition.COVERED)) {
        frozen.ifPresent(why -> wrong.put(Condition.FROZEN, why));
      }
    }
    return wrong;
  }

  /** Whether the picture could be judged for a condition: a black one tells nothing of the view. */
  private boolean judged(Condition condition, Map<Condition, String> wrong) {
    boolean hidden = wrong.containsKey(Condition.GREY) || wrong.containsKey(Condition.BLACK);
    return switch (condition) {
      case BLACK -> !wrong.containsKey(Condition.GREY);
      case GREY -> true;
      case COVERED -> !hidden;
      case FROZEN, MOVED -> !hidden && !wrong.containsKey(Condition.COVERED);
    };
  }

  private Optional<String> frozen(Look now) {
    double changed = anchor == null ? 1 : now.changed(anchor);
    if (changed > FROZEN) {
      anchor = now;
      return Optional.empty();
    }
    return Optional.of(percent("%.1f %% of it has changed", changed));
  }

  private void compare(Look now, Map<Condition, String> wrong) {
    double lost = view.lost(now);
    if (lost >= COVERED) {
      wrong.put(Condition.COVERED, percent("%.0f %% of the view has lost its edges", lost));
      return;
    }
    Structure.Match near = view.near(now);
    if (near.likeness() >= SURELY_SAME || !view.comparable(now)) {
      return;
    }
    Structure.Match elsewhere = view.anywhere(now);
    if (elsewhere.likeness() >= Math.max(FITS_ELSEWHERE, near.likeness() + BETTER)) {
      wrong.put(Condition.MOVED, moved(elsewhere));
    } else if (near.likeness() < SAME_VIEW) {
      wrong.put(
          Condition.MOVED,
          String.format(Locale.ROOT, "it fits the learnt view by %.2f of 1", near.likeness()));
    }
  }

  private static String moved(Structure.Match match) {
    return String.format(
        Locale.ROOT,
        "the view lies %.0f %% of the width %s and %.0f %% of the height %s",
        100 * Math.abs(match.dx()),
        match.dx() < 0 ? "to the left" : "to the right",
        100 * Math.abs(match.dy()),
        match.dy() < 0 ? "up" : "down");
  }

  private static String percent(String format, double share) {
    return String.format(Locale.ROOT, format, 100 * share);
  }
}
