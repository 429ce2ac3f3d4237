package io.cityward.scenes.throwing;

import io.cityward.core.Box;
import io.cityward.core.Point;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.Waypoint;
import io.cityward.scenes.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what falls along a façade, by its motion alone. A fall is told once, when it is over: it
 * begins and ends at once.
 */
final class HighAltitudeThrowing implements Scene {

  /** A longer pause between two pictures, and what was followed is lost. */
  private static final double LONGEST_PAUSE = 0.5;

  /** After a reset or a step of the light nothing is believed for a moment, seconds. */
  private static final double SETTLING = 0.4;

  private static final int MOST_WIDTH = 1920;

  private final HighAltitudeThrowingSettings settings;
  private final List<Facade> facades;
  private final MovingPixels pixels;
  private final Specks specks;
  private final Chains chains = new Chains();
  private final Recent recent = new Recent();
  private final FacadeGrid grid;

  /** The last pictures' times: of the media clock and of the world. */
  private final Deque<Moment> moments = new ArrayDeque<>();

  private double last = Double.NaN;
  private double step = 0.04;
  private double lastGathered = Double.NaN;
  private double believedFrom = Double.NEGATIVE_INFINITY;
  private long count;

  private record Moment(double seconds, Instant time) {}

  HighAltitudeThrowing(HighAltitudeThrowingSettings settings, List<Zone> zones) {
    this.settings = settings;
    this.facades = zones.stream().map(Facade::of).toList();
    this.grid =
        settings.floors() == 0
            ? FacadeGrid.NONE
            : new FacadeGrid(settings.floors(), settings.windows());
    this.pixels =
        new MovingPixels(
            new MovingPixels.Region(
                facades.stream().mapToDouble(Facade::left).min().orElse(0),
                facades.stream().mapToDouble(Facade::top).min().orElse(0),
                facades.stream().mapToDouble(Facade::right).max().orElse(1),
                facades.stream().mapToDouble(Facade::bottom).max().orElse(1)),
            MOST_WIDTH);
    this.specks = new Specks(pixels, settings.largest());
  }

  @Override
  public String name() {
    return HighAltitudeThrowingSettings.SCENE;
  }

  @Override
  public List<Finding> observe(Observation observation) {
    double at = observation.mediaTime().toNanos() / 1e9;
    if (!Double.isNaN(last) && at == last) {
      return List.of();
    }
    if (!Double.isNaN(last) && (at < last || at - last > LONGEST_PAUSE)) {
      reset();
    }
    last = at;
    remember(at, observation.time());
    return switch (pixels.look(observation.picture(), at)) {
      case FIRST -> List.of();
      case SAME -> chains.busy() ? waiting(at) : List.of();
      case BROKEN -> {
        chains.reset();
        believedFrom = at + SETTLING;
        yield List.of();
      }
      case MOVED -> moved();
    };
  }

  @Override
  public void reset() {
    pixels.reset();
    specks.reset();
    chains.reset();
    recent.clear();
    moments.clear();
    last = Double.NaN;
    lastGathered = Double.NaN;
    believedFrom = Double.NEGATIVE_INFINITY;
  }

  private void remember(double at, Instant time) {
    moments.addLast(new Moment(at, time));
    while (moments.size() > 2 && at - moments.peekFirst().seconds() > 20) {
      moments.removeFirst();
    }
  }

  private List<Finding> moved() {
    double at = pixels.changeSeconds();
    if (!Double.isNaN(lastGathered) && at > lastGathered) {
      step += 0.1 * (Math.min(0.2, at - lastGathered) - step);
    }
    lastGathered = at;
    List<Speck> found = specks.gather();
    found.removeIf(speck -> facadeOf(speck).isEmpty());
    List<Chain> ended = chains.follow(found, at, step, pixels.height());
    if (!chains.busy()) {
      pixels.settle();
    }
    return judge(ended, at);
  }

  /** Nothing moves any more: what was on its way has come to its end. */
  private List<Finding> waiting(double at) {
    return judge(chains.follow(List.of(), at, step, pixels.height()), at);
  }

  private List<Finding> judge(List<Chain> ended, double at) {
    List<Finding> findings = new ArrayList<>();
    for (Chain chain : ended) {
      if (chain.length() < settings.leastObservations()) {
        continue;
      }
      Facade facade = facadeOf(chain.first()).orElse(facades.get(0));
      var frame =
          new Fall.Frame(pixels.height(), facade.height() * pixels.height(), step);
      Fall.Judgement judged = Fall.judge(chain.way(), frame, settings);
      boolean believed = chain.first().seconds() >= believedFrom;
      recent.note(chain, frame, at);
      judged
          .fall()
          .filter(fall -> believed && recent.isNew(fall, frame))
          .ifPresent(fall -> tell(fall, facade, findings));
    }
    return findings;
  }

  private Optional<Facade> facadeOf(Speck speck) {
    double x = speck.x() / pixels.width();
    double y = speck.y() / pixels.height();
    for (Facade facade : facades) {
      if (facade.contains(x, y)) {
        return Optional.of(facade);
      }
    }
    return Optional.empty();
  }

  private void tell(Fall fall, Facade facade, List<Finding> findings) {
    recent.add(fall);
    List<Waypoint> path = fall.way().stream().map(s -> new Waypoint(time(s), box(s))).toList();
    Instant began = path.get(0).time();
    Instant seen = path.get(path.size() - 1).time();
    String id = "fall-" + began.toEpochMilli() + "-" + ++count;
    for (Phase phase : new Phase[] {Phase.BEGUN, Phase.ENDED}) {
      findings.add(
          new Finding(
              name(),
              facade.zone().id(),
              id,
              phase,
              began,
              began,
              seen,
              around(path),
              fall.score(),
              reason(fall, facade, path),
              path));
    }
  }

  private String reason(Fall fall, Facade facade, List<Waypoint> path) {
    Point start = path.get(0).box().centre();
    Point end = path.get(path.size() - 1).box().groundPoint();
    double size = fall.way().stream().mapToDouble(Speck::width).sorted().toArray()[
        fall.way().size() / 2];
    return String.format(
        Locale.ROOT,
        "falls for %.1f s over %.0f %% of facade %s, %s to (%.2f, %.2f), about %.0f pixels wide,"
            + " seen %d times, off a parabola by %.1f %%",
        fall.seconds(),
        100 * fall.length() / (facade.height() * pixels.height()),
        facade.zone().id(),
        grid.cell(start, facade)
            .map(cell -> "from " + cell)
            .orElseGet(
                () -> String.format(Locale.ROOT, "from (%.2f, %.2f)", start.x(), start.y())),
        end.x(),
        end.y(),
        size,
        fall.way().size(),
        100 * fall.residue());
  }

  /** The world's time of a moment of the media clock. */
  private Instant time(Speck speck) {
    Moment before = moments.peekFirst();
    for (Moment moment : moments) {
      if (moment.seconds() > speck.seconds()) {
        break;
      }
      before = moment;
    }
    return before.time().plus(Duration.ofNanos((long) (1e9 * (speck.seconds() - before.seconds()))));
  }

  private Box box(Speck speck) {
    double halfWidth = Math.max(1, speck.width() / 2);
    double halfHeight = Math.max(1, speck.height() / 2);
    return new Box(
        Facade.clamped((speck.x() - halfWidth) / pixels.width()),
        Facade.clamped((speck.y() - halfHeight) / pixels.height()),
        Facade.clamped((speck.x() + halfWidth) / pixels.width()),
        Facade.clamped((speck.y() + halfHeight) / pixels.height()));
  }

  private static Box around(List<Waypoint> path) {
    return new Box(
        path.stream().mapToDouble(p -> p.box().left()).min().orElse(0),
        path.stream().mapToDouble(p -> p.box().top()).min().orElse(0),
        path.stream().mapToDouble(p -> p.box().right()).max().orElse(1),
        path.stream().mapToDouble(p -> p.box().bottom()).max().orElse(1));
  }
}
