package io.cityward.scenes.vending;

import io.cityward.core.settings.Section;
import io.cityward.inference.pack.InputSize;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What makes a stall, and how long it may stand.
 *
 * @param dwell how long it may stand with people at it
 * @param weights what stalls are made of, each with its weight; furniture and shade below 0.5,
 *     goods from 0.5, a stall itself from 2
 * @param leastScore detections below are not looked at, 0..1
 * @param leastEvidence sum over a stall's things of weight times mean score from which it is one
 * @param leaveAfter for how long nothing of it must be seen, or nobody at it, until it has left
 */
public record StreetVendingSettings(
    Duration dwell,
    Map<String, Double> weights,
    double leastScore,
    double leastEvidence,
    Duration leaveAfter)
    implements SceneSettings {

  public static final String SCENE = "street-vending";

  static final String PERSON = "person";

  /** Weights below are of furniture and shade, which cafés and bus stops have too. */
  private static final double GOODS = 0.5;

  /** From this weight on a thing is a stall, people beside it or not. */
  private static final double STALL = 2;

  private static final double MOST_WEIGHT = 10;

  public static final StreetVendingSettings DEFAULTS =
      new StreetVendingSettings(
          Duration.ofMinutes(3), usualClasses(), 0.2, 0.35, Duration.ofMinutes(1));

  public StreetVendingSettings {
    weights = Map.copyOf(weights);
  }

  /** Reads the keys {@code dwell, classes, leastScore, leastEvidence, leaveAfter}. */
  public static StreetVendingSettings read(Section section) {
    Duration dwell =
        section.duration("dwell", Duration.ofSeconds(1), Duration.ofDays(1), DEFAULTS.dwell);
    Map<String, Double> weights = weights(section);
    double leastScore = section.number("leastScore", 0.01, 1, DEFAULTS.leastScore);
    double leastEvidence = section.number("leastEvidence", 0.01, 100, DEFAULTS.leastEvidence);
    Duration leaveAfter =
        section.duration(
            "leaveAfter", Duration.ofSeconds(1), Duration.ofHours(1), DEFAULTS.leaveAfter);
    return section.build(
        () -> new StreetVendingSettings(dwell, weights, leastScore, leastEvidence, leaveAfter));
  }

  /** The usual weights, with those that are written; 0 takes a class out. */
  private static Map<String, Double> weights(Section section) {
    Map<String, Double> weights = new LinkedHashMap<>(DEFAULTS.weights);
    section
        .textMap("classes")
        .forEach((name, text) -> weights.put(name, weight(section, name, text)));
    weights.values().removeIf(weight -> weight == 0);
    if (weights.containsKey(PERSON)) {
      section.problem(
          "classes." + PERSON, weights.get(PERSON), "things; people count by themselves");
    }
    if (weights.values().stream().noneMatch(weight -> weight >= GOODS)) {
      section.problem("classes", weights, "at least one class with a weight from " + GOODS);
    }
    return weights;
  }

  private static double weight(Section section, String name, String text) {
    try {
      double weight = Double.parseDouble(text);
      if (weight >= 0 && weight <= MOST_WEIGHT) {
        return weight;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    section.problem("classes." + name, text, "a weight from 0 to 10");
    return 0;
  }

  /**
   * A stall, as a city's own pack reports it, is one with a score of 0.2. Goods: two faint ones,
   * each missed now and then, make a stall; detectors take wares of all kinds for these. Shade and
   * furniture support.
   */
  private static Map<String, Double> usualClasses() {
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put("stall", STALL);
    for (String goods :
        List.of(
            "bottle",
            "cup",
            "bowl",
            "vase",
            "apple",
            "orange",
            "banana",
            "broccoli",
            "carrot",
            "sandwich",
            "hot-dog",
            "pizza",
            "donut",
            "cake",
            "book",
            "teddy-bear")) {
      weights.put(goods, 1.0);
    }
    for (String support :
        List.of("sunshade", "tricycle", "umbrella", "chair", "bench", "dining-table")) {
      weights.put(support, 0.3);
    }
    return weights;
  }

  static Part part(double weight) {
    if (weight >= STALL) {
      return Part.STALL;
    }
    return weight >= GOODS ? Part.GOODS : Part.SUPPORT;
  }

  double weight(String label) {
    return weights.getOrDefault(label, 0.0);
  }

  /** Goods are small: at the size that vehicles need, a quarter of the stalls is lost. */
  @Override
  public Optional<InputSize> inputSize() {
    return Optional.of(new InputSize(640, 384));
  }

  @Override
  public boolean needsDetail() {
    return true;
  }

  /** Without people: a detector that reports nothing else is of no use here. */
  @Override
  public Set<String> classes() {
    return weights.keySet();
  }

  @Override
  public String scene() {
    return SCENE;
  }

  @Override
  public Set<ZoneKind> zoneKinds() {
    return EnumSet.of(ZoneKind.NO_VENDING);
  }

  /** From 2 on a passer-by is told from one who stands. */
  @Override
  public double framesPerSecond() {
    return 2;
  }

  /** Who stands is seen twice within {@link StreetVending#PERSON_MEMORY}. */
  @Override
  public double leastFramesPerSecond() {
    return 0.2;
  }

  @Override
  public Scene create(List<Zone> zones, Duration longestGap) {
    List<Zone> watched = zones.stream().filter(z -> zoneKinds().contains(z.kind())).toList();
    return new StreetVending(this, watched, longestGap);
  }
}
