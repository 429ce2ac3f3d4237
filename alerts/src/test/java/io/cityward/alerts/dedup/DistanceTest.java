package io.cityward.alerts.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.alerts.alert.Place;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceTest {

  @Test
  void measuresOverTheGround() {
    // Shanghai's People's Square to the Oriental Pearl Tower.
    assertThat(Distance.metres(place(31.2304, 121.4737), place(31.2397, 121.4998)))
        .isCloseTo(2692, within(30.0));
    assertThat(Distance.metres(place(31, 121), place(31, 121))).isZero();
  }

  @Test
  void findsEveryPlaceWithinTheRadiusByItsCell() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double latitude = random.nextDouble(-70, 70);
      double longitude = random.nextDouble(-179, 179);
      Place centre = place(latitude, longitude);
      Place other =
          place(
              latitude + random.nextDouble(-0.005, 0.005),
              longitude + random.nextDouble(-0.015, 0.015));
      double radius = random.nextDouble(1, 500);
      if (Distance.metres(centre, other) <= radius) {
        assertThat(Distance.cells(centre, radius)).contains(Distance.cell(other));
      }
    }
    assertThat(Distance.cells(place(31.2, 121.5), 500)).hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void knowsNoCellOfAPlaceThatIsNotLocated() {
    assertThat(Distance.cell(Place.UNKNOWN)).isEmpty();
    assertThat(Distance.cells(Place.UNKNOWN, 100)).isEmpty();
    assertThat(Distance.cells(place(31, 121), 0)).isEmpty();
  }

  private static Place place(double latitude, double longitude) {
    return new Place("", "", latitude, longitude);
  }
}
