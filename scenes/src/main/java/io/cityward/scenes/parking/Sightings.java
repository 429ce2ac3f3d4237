package io.cityward.scenes.parking;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The vehicles that the detector saw in one look. */
record Sightings(List<Detection> vehicles) {

  /** Something in front hides a place when it covers this share of it. */
  private static final double COVERING = 0.4;

  /** The best score of a vehicle at a place, by overlap; 0 if there is none. */
  double best(Box place, double leastIou) {
    return at(place, leastIou).map(Detection::score).orElse(0.0);
  }

  /**
   * Whether a vehicle may stand in front of the place. One that fits the place stands in it: it
   * came instead.
   */
  boolean hidden(Box place) {
    return best(place, Stay.SAME_PLACE_IOU) == 0
        && vehicles.stream().anyMatch(v -> v.box().intersection(place) >= COVERING * place.area());
  }

  /** The best vehicle at a place, by overlap. */
  Optional<Detection> at(Box place, double leastIou) {
    return vehicles.stream()
        .filter(v -> v.box().iou(place) >= leastIou)
        .max(Comparator.comparingDouble(Detection::score));
  }
}
