package io.cityward.scenes.throwing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A way that is a fall by the laws of physics.
 *
 * @param way as it was observed
 * @param length how far it fell, pixels
 * @param acceleration mean, in picture heights per second, per second
 * @param residue how far the way is from a parabola, as a share of its length
 * @param score how much like a fall it is, 0..1
 */
record Fall(List<Speck> way, double length, double acceleration, double residue, double score) {

  /** What is known of the view. */
  record Frame(int height, double zoneHeight) {}

  Fall {
    way = List.copyOf(way);
  }

  /** The outcome of looking at a way: a fall, or why it is none. */
  record Judgement(Optional<Fall> fall, String why) {}

  Speck first() {
    return way.get(0);
  }

  Speck last() {
    return way.get(way.size() - 1);
  }

  double seconds() {
    return last().seconds() - first().seconds();
  }

  /** The middle one of a size over the whole way. */
  double middle(ToDoubleFunction<Speck> size) {
    return middle(way, size);
  }

  /** The middle one of a size over the first third. */
  double beginning(ToDoubleFunction<Speck> size) {
    return middle(way.subList(0, Math.max(2, way.size() / 3)), size);
  }

  private static double middle(List<Speck> way, ToDoubleFunction<Speck> size) {
    double[] sizes = way.stream().mapToDouble(size).sorted().toArray();
    return sizes[sizes.length / 2];
  }

  /**
   * Judges a way; observations at its beginning and end that do not fit are left out, as a hand
   * that lets go and a thing that bounces are no fall.
   */
  static Judgement judge(List<Speck> way, Frame frame, HighAltitudeThrowingSettings settings) {
    Judgement whole = judgeExactly(way, frame, settings);
    if (whole.fall().isPresent() || way.size() < settings.leastObservations()) {
      return whole;
    }
    int most = way.size() / 3;
    for (int off = 1; off <= most; off++) {
      for (int early = off; early >= 0; early -= Math.max(1, off)) {
        List<Speck> part = way.subList(early, way.size() - (off - early));
        Judgement judged = judgeExactly(part, frame, settings);
        if (judged.fall().isPresent()) {
          return judged;
        }
      }
    }
    return whole;
  }

  private static Judgement judgeExactly(
      List<Speck> way, Frame frame, HighAltitudeThrowingSettings settings) {
    int n = way.size();
    if (n < settings.leastObservations()) {
      return no("%d observations", n);
    }
    Speck first = way.get(0);
    Speck last = way.get(n - 1);
    double seconds = last.seconds() - first.seconds();
    double length = last.y() - first.y();
    double share = length / frame.zoneHeight();
    if (share < settings.leastFall()) {
      return no("%.2f of the facade's height", share);
    }
    if (seconds < settings.leastSeconds()) {
      return no("%.2f s", seconds);
    }
    double coverage = Chain.coverage(way);
    if (coverage < LEAST_COVERAGE) {
      return no("seen in %.2f of the pictures", coverage);
    }
    double drift = Math.abs(last.x() - first.x()) / length;
    if (drift > settings.mostDrift()) {
      return no("drifts by %.2f of its fall", drift);
    }
    Curve y = Curve.fit(way, 2, Speck::y);
    // Towards the camera, a fall's curve is steeper at its end than a parabola's.
    int bends = n < MANY ? 2 : 3;
    double fits = Curve.fit(way, bends, Speck::y).residue() * Math.sqrt(n / (n - 1.0 - bends));
    double residue = (fits - PIXEL) / length;
    if (residue > MOST_RESIDUE) {
      return no("residue %.3f", residue);
    }
    Curve x = Curve.fit(way, 2, Speck::x);
    double sideways = (x.residue() - PIXEL) / length;
    if (sideways > MOST_SWAY) {
      return no("sideways residue %.3f", sideways);
    }
    double acceleration = 2 * y.coefficients()[2] / frame.height();
    if (acceleration < LEAST_PULL || acceleration > MOST_PULL) {
      return no("acceleration %.2f", acceleration);
    }
    double bend = y.coefficients()[2] * seconds * seconds / FROM_A_LINE;
    if (bend < LEAST_BEND * fits) {
      return no("bends by %.1f pixels only, scatters by %.1f", bend, fits);
    }
    double accompanied = way.stream().filter(s -> s.company() > COMPANY).count() / (double) n;
    if (accompanied > MOST_ACCOMPANIED) {
      return no("not alone in %.2f of the pictures", accompanied);
    }
    double metre = acceleration * frame.height() / GRAVITY;
    if (middle(way, Speck::width) > LARGEST_METRES * metre) {
      return no("%.1f m wide, if it falls", middle(way, Speck::width) / metre);
    }
    if (length < LEAST_METRES * metre) {
      return no("%.1f m deep, if it falls", length / metre);
    }
    double flat = middle(way, Speck::height) / middle(way, Speck::width);
    if (flat < LEAST_HEIGHT) {
      return no("%.2f as high as wide", flat);
    }
    double begins = y.speed(first.seconds());
    double ends = y.speed(last.seconds());
    // Noise at the beginning, and a perspective that is no parabola, may look like a short rise.
    if (begins < -0.2 * ends) {
      return no("rises at first");
    }
    if (ends < LEAST_GAIN * Math.max(0, begins)) {
      return no("speed grows by %.2f only", ends / Math.max(1, begins));
    }
    double growth = growth(way);
    if (growth > MOST_GROWTH || growth < 1 / MOST_GROWTH) {
      return no("its size changes by %.2f", growth);
    }
    double spread = spread(way);
    if (spread > MOST_SPREAD) {
      return no("its size varies by %.2f", spread);
    }
    double surprise = surprise(way, fits, x.residue());
    if (surprise < LEAST_SURPRISE) {
      return no("may be chance, %.1f", surprise);
    }
    double score = score(n, share, settings.leastFall(), Math.max(0, residue), coverage);
    return new Judgement(
        Optional.of(new Fall(way, length, acceleration, Math.max(0, residue), score)),
        String.format(
            Locale.ROOT,
            "surprise %.1f n %d share %.2f s %.2f cov %.2f drift %.2f res %.3f side %.3f acc %.2f gain %.1f"
                + " growth %.2f spread %.2f",
            surprise,
            n,
            share,
            seconds,
            coverage,
            drift,
            residue,
            sideways,
            acceleration,
            ends / Math.max(1, begins),
            growth,
            spread));
  }

  static final double LEAST_COVERAGE = 0.6;
  private static final int MANY = 12;
  private static final double PIXEL = 0.7;
  private static final double MOST_RESIDUE = 0.012;
  private static final double MOST_SWAY = 0.025;
  private static final double LEAST_PULL = 0.05;
  private static final double MOST_PULL = 3;

  /** As many pixels around it as so large a part of it. */
  private static final double COMPANY = 0.5;

  private static final double MOST_ACCOMPANIED = 0.25;

  /** Metres per second, per second: tells the scale of a view in which things fall so fast. */
  private static final double GRAVITY = 9.81;

  private static final double LARGEST_METRES = 1;

  /** A floor. */
  private static final double LEAST_METRES = 3;

  /** Observations that a curve of chance may choose. */
  private static final int FREEDOM = 5;

  /** Chance makes one of so many millions of ways look like a fall. */
  private static final double LEAST_SURPRISE = 15;

  /** A parabola's mean distance from the straight line closest to it, as 1/x of its t² term. */
  private static final double FROM_A_LINE = 6 * Math.sqrt(5);

  /** What goes evenly, and is seen badly at one end, seems to get faster by about its scatter. */
  private static final double LEAST_BEND = 2;

  /**
   * In units of its width. A thing that falls is smeared along its way; edges of floors that
   * flicker one after the other, as the camera begins to tilt, are flat.
   */
  private static final double LEAST_HEIGHT = 0.3;

  private static final double LEAST_GAIN = 1.35;
  private static final double MOST_GROWTH = 3;
  private static final double MOST_SPREAD = 0.6;

  private static double score(int n, double share, double least, double residue, double coverage) {
    double lengthy = Math.min(1, 0.5 + 0.5 * (share - least) / least);
    double seen = Math.min(1, n / 16.0);
    double straight = 1 - 0.5 * residue / MOST_RESIDUE;
    return Math.max(0.05, Math.min(1, lengthy * straight * (0.4 + 0.6 * seen) * coverage));
  }

  /**
   * How little it can be chance that so many specks lie so close to one curve, among so many
   * others: minus the logarithm of the odds, less what the curve's own freedom takes.
   *
   * @param offY how far they are from it, pixels
   */
  private static double surprise(List<Speck> way, double offY, double offX) {
    double reached = Math.PI * (1 + 2 * offX) * (1 + 2 * offY);
    double sum = way.stream().mapToDouble(s -> -Math.log(Math.min(0.9, s.crowd() * reached))).sum();
    return sum * (way.size() - FREEDOM) / way.size();
  }

  /** The width of the last third, in that of the first. */
  private static double growth(List<Speck> way) {
    int third = Math.max(2, way.size() / 3);
    double before = median(way.subList(0, third));
    double after = median(way.subList(way.size() - third, way.size()));
    return (after + 2) / (before + 2);
  }

  /** Half of the widths are within this share of the middle one. */
  private static double spread(List<Speck> way) {
    double middle = median(way);
    double[] off = way.stream().mapToDouble(s -> Math.abs(s.width() - middle)).sorted().toArray();
    return (off[off.length / 2] - 1) / (middle + 1);
  }

  private static double median(List<Speck> way) {
    return middle(way, Speck::width);
  }

  private static Judgement no(String format, Object... values) {
    return new Judgement(Optional.empty(), String.format(Locale.ROOT, format, values));
  }
}
