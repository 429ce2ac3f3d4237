package io.cityward.scenes.vending;

import io.cityward.core.Box;
import io.cityward.scenes.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Things that stand together with people at them. */
final class Stall {

  private final String id;
  private final Zone zone;
  private Instant began;
  private Box box;
  private double evidence;
  private Instant here;
  private Duration absent = Duration.ZERO;
  private boolean present;
  private boolean confirmed;
  private Instant reported;

  /**
   * @param things at least one, and evidence enough
   */
  Stall(String id, Instant time, List<Thing> things, Evidence judge) {
    this.id = id;
    this.zone = things.get(0).zone();
    this.began = judge.since(things);
    look(time, Duration.ZERO, things, judge);
  }

  /** Whether a thing belongs to it. */
  boolean has(Thing thing, Reach reach) {
    return thing.zone().id().equals(zone.id())
        && reach.joins(box, thing.box(), thing.personHeight());
  }

  /** Takes one look at its things that are there now. */
  void look(Instant time, Duration watched, List<Thing> things, Evidence judge) {
    present = judge.enoughToStay(things);
    confirmed = false;
    if (!present) {
      absent = absent.plus(watched);
      return;
    }
    here = time;
    absent = Duration.ZERO;
    evidence = judge.of(things);
    box = around(things);
    List<Thing> seen = things.stream().filter(thing -> thing.unseen().isZero()).toList();
    if (reported == null && judge.enough(seen)) {
      confirmed = true;
      began = judge.since(seen);
    }
  }

  void report(Instant time) {
    reported = time;
  }

  /** When it was last reported; null before the first time. */
  Instant reported() {
    return reported;
  }

  String id() {
    return id;
  }

  Zone zone() {
    return zone;
  }

  /** Since when those of its things that were seen last are here; fixed once it is reported. */
  Instant began() {
    return began;
  }

  /** When it was last there. */
  Instant here() {
    return here;
  }

  boolean present() {
    return present;
  }

  /** Whether what the last look saw of it is enough for a stall, and not only remembered. */
  boolean confirmed() {
    return confirmed;
  }

  /** For how long it has not been there, times when nobody looked not counted. */
  Duration absent() {
    return absent;
  }

  double evidence() {
    return evidence;
  }

  Box box() {
    return box;
  }

  private static Box around(List<Thing> things) {
    Box box = things.get(0).box();
    for (Thing thing : things) {
      box = box.around(thing.box());
    }
    return box;
  }
}
