package io.cityward.scenes.vending;

import io.cityward.core.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What stays in the zones of one camera, of all that stalls are made of. */
final class Things {

  /** Something in front hides a place when it covers this share of it. */
  private static final double COVERING = 0.5;

  /** Bounds memory and work in front of a market. */
  private static final int MOST = 300;

  private final Duration forgetAfter;
  private final List<Thing> things = new ArrayList<>();

  Things(Duration forgetAfter) {
    this.forgetAfter = forgetAfter;
  }

  /**
   * Takes one look.
   *
   * @param watched time that the look speaks for
   * @param people everybody in the picture
   * @param standing of these, who stands in a zone
   */
  void look(
      Instant time,
      Duration watched,
      List<Sighting> sightings,
      List<Box> people,
      List<Standing> standing,
      Reach reach) {
    List<Sighting> open = new ArrayList<>(sightings);
    List<Thing> free = new ArrayList<>(things);
    free.forEach(thing -> thing.attend(time, watched, tallestAt(thing, standing, reach)));
    for (Pair pair : pairs(free, open)) {
      if (free.contains(pair.thing) && open.contains(pair.sighting)) {
        free.remove(pair.thing);
        open.remove(pair.sighting);
        pair.thing.see(pair.sighting);
      }
    }
    for (Thing thing : free) {
      if (people.stream().anyMatch(p -> hides(p, thing))) {
        thing.hide(watched);
      } else {
        thing.miss(watched);
      }
    }
    things.removeIf(thing -> thing.unseen().compareTo(forgetAfter) > 0);
    open.stream()
        .limit(Math.max(0, MOST - things.size()))
        .forEach(sighting -> things.add(new Thing(time, sighting)));
  }

  /** Those that count now, in the order in which they came. */
  List<Thing> counting() {
    return things.stream().filter(Thing::counts).toList();
  }

  void clear() {
    things.clear();
  }

  private record Pair(Thing thing, Sighting sighting, double fit) {}

  /** Things and sightings that fit, the best first. */
  private static List<Pair> pairs(List<Thing> things, List<Sighting> sightings) {
    List<Pair> pairs = new ArrayList<>();
    for (Thing thing : things) {
      for (Sighting sighting : sightings) {
        double fit = thing.fit(sighting);
        if (fit > 0) {
          pairs.add(new Pair(thing, sighting, fit));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::fit).reversed());
    return pairs;
  }

  private static double tallestAt(Thing thing, List<Standing> standing, Reach reach) {
    return standing.stream()
        .filter(s -> s.zone().id().equals(thing.zone().id()))
        .map(Standing::box)
        .filter(box -> reach.joins(box, thing.box(), box.height()))
        .mapToDouble(Box::height)
        .max()
        .orElse(0);
  }

  private static boolean hides(Box person, Thing thing) {
    return person.intersection(thing.box()) >= COVERING * thing.box().area();
  }
}
