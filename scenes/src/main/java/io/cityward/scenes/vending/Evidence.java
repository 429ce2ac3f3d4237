package io.cityward.scenes.vending;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How much things together are a stall: the sum of their values, of which furniture and shade make
 * no more than half of what is needed. One thing by itself is none, unless it is seen as a stall:
 * it is a bottle beside somebody who waits.
 *
 * @param least from which things are a stall
 */
record Evidence(double least) {

  double of(List<Thing> things) {
    double goods = 0;
    double supports = 0;
    for (Thing thing : things) {
      if (thing.part() == Part.SUPPORT) {
        supports += thing.value();
      } else {
        goods += thing.value();
      }
    }
    return goods + Math.min(supports, least / 2);
  }

  boolean enough(List<Thing> things) {
    boolean several =
        things.stream().filter(thing -> thing.part() == Part.GOODS).count() > 1
            || things.stream().anyMatch(thing -> thing.part() == Part.STALL);
    return several && of(things) >= least;
  }

  /** A stall that stands is believed for longer: half of it may be hidden. */
  boolean enoughToStay(List<Thing> things) {
    return of(things) >= least / 2;
  }

  /** Since when there has been enough; of things that are. */
  Instant since(List<Thing> things) {
    List<Thing> byTime = things.stream().sorted(Comparator.comparing(Thing::since)).toList();
    int count = 1;
    while (count < byTime.size() && !enough(byTime.subList(0, count))) {
      count++;
    }
    return byTime.get(count - 1).since();
  }
}
