package io.cityward.scenes.throwing;

import io.cityward.scenes.Finding;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what falls along a façade, by its motion alone. A fall is told once, when it is over and
 * nothing beside it is on its way: it begins and ends at once.
 */
final class HighAltitudeThrowing implements Scene {

  /** A longer pause between two pictures, and what was followed is lost. */
  private static final double LONGEST_PAUSE = 0.5;

  /** After a pause or a step of the light nothing is believed for a moment, seconds. */
  private static final double SETTLING = 0.4;

  /** Larger pictures are looked at in this width. */
  private static final int MOST_WIDTH = 3840;

  private final HighAltitudeThrowingSettings settings;
  private final List<Facade> facades;
  private final FacadeGrid grid;
  private final MovingPixels pixels;
  private final Specks specks;
  private final Chains chains = new Chains();
  private final Undecided undecided = new Undecided();
  private final Recent recent = new Recent();
  private final Moments moments = new Moments();
  private double last = Double.NaN;
  private double step = 0.04;
  private double lastGathered = Double.NaN;
  private double believedFrom = Double.NEGATIVE_INFINITY;
  private long told;

  HighAltitudeThrowing(HighAltitudeThrowingSettings settings, List<Zone> zones) {
    this.settings = settings;
    this.facades = zones.stream().map(Facade::of).toList();
    this.grid = new FacadeGrid(settings.floors(), settings.windows());
    this.pixels = new MovingPixels(MovingPixels.Region.around(facades), MOST_WIDTH);
    this.specks = new Specks(pixels, settings.largest());
  }

  @Override
  public String name() {
    return HighAltitudeThrowingSettings.SCENE;
  }

  @Override
  public List<Finding> observe(Observation observation) {
    double at = observation.mediaTime().toNanos() / 1e9;
    if (at == last) {
      return List.of();
    }
    if (at < last || at - last > LONGEST_PAUSE) {
      interrupt();
    }
    last = at;
    moments.remember(at, observation.time());
    switch (pixels.look(observation.picture(), at)) {
      case FIRST -> begin(at);
      case SAME -> still(at);
      case BROKEN -> broken(at);
      case MOVED -> moved();
    }
    return decide(at);
  }

  /** Nobody looked for a while: where it always moves stays known, what was on its way does not. */
  private void interrupt() {
    pixels.reset();
    specks.interrupt();
    chains.reset();
    undecided.clear();
    recent.clear();
    moments.clear();
    lastGathered = Double.NaN;
  }

  @Override
  public void reset() {
    interrupt();
    specks.reset();
    last = Double.NaN;
    believedFrom = Double.NEGATIVE_INFINITY;
  }

  private void begin(double at) {
    chains.reset();
    believedFrom = at + SETTLING;
  }

  private void broken(double at) {
    chains.reset();
    undecided.forgetSince(at - SETTLING);
    believedFrom = at + SETTLING;
  }

  /** Nothing moves any more: what was on its way has come to its end. */
  private void still(double at) {
    if (chains.busy()) {
      judge(chains.follow(List.of(), at, step, pixels.height()), at);
    }
  }

  private void moved() {
    double at = pixels.changeSeconds();
    if (at > lastGathered) {
      step += 0.1 * (Math.min(0.2, at - lastGathered) - step);
    }
    lastGathered = at;
    List<Speck> found = specks.gather();
    found.removeIf(speck -> facadeOf(speck).isEmpty());
    judge(chains.follow(found, at, step, pixels.height()), at);
    if (!chains.busy()) {
      pixels.settle();
    }
  }

  private void judge(List<Chain> ended, double at) {
    for (Chain chain : ended) {
      if (chain.length() < settings.leastObservations()) {
        continue;
      }
      Facade facade = facadeOf(chain.first()).orElse(facades.get(0));
      var frame = new Fall.Frame(pixels.height(), facade.height() * pixels.height());
      recent.note(chain, pixels.height(), at);
      if (chain.first().seconds() >= believedFrom) {
        Fall.judge(chain.way(), frame, settings)
            .fall()
            .ifPresent(fall -> undecided.add(new Undecided.Candidate(fall, facade)));
      }
    }
  }

  private List<Finding> decide(double at) {
    if (undecided.isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Undecided.Candidate one : undecided.decided(at, chains, pixels.height())) {
      if (recent.isNew(one.fall(), at, pixels.height())) {
        recent.add(one.fall());
        var report = new FallReport(grid, moments, pixels.width(), pixels.height());
        findings.addAll(report.of(one.fall(), one.facade(), ++told));
      }
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
}
