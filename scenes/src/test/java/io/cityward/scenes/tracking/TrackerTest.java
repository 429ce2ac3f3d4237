package io.cityward.scenes.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerTest {

  private static final Instant START = Instant.EPOCH;

  private final Tracker tracker = new Tracker(0.4, 0.3, Duration.ofSeconds(3));

  @ParameterizedTest
  @ValueSource(doubles = {2, 5, 25})
  void followsAThingThatMovesALengthPerSecond(double framesPerSecond) {
    Track track = null;
    for (int i = 0; i < 4 * framesPerSecond; i++) {
      double t = i / framesPerSecond;
      track = only(at(t), car(0.1 + 0.1 * t, 0.5));
    }

    assertThat(track.id()).isEqualTo(1);
    assertThat(track.moving()).isTrue();
    assertThat(track.travelled()).isGreaterThan(3);
  }

  @Test
  void seesThatAThingStandsThoughItsBoxTrembles() {
    Track track = null;
    for (int i = 0; i < 20; i++) {
      track = only(at(i / 5.0), car(0.3 + (i % 2) * 0.008, 0.5));
    }

    assertThat(track.moving()).isFalse();
    assertThat(track.hits()).isEqualTo(20);
  }

  @Test
  void knowsThatAThingStoppedTwoSecondsLater() {
    for (int i = 0; i < 10; i++) {
      only(at(i / 2.0), car(0.05 + 0.04 * i, 0.5));
    }
    Track track = null;
    for (int i = 10; i < 16; i++) {
      track = only(at(i / 2.0), car(0.41, 0.5));
    }

    assertThat(track.moving()).isFalse();
    assertThat(track.travelled()).isGreaterThan(1);
  }

  @Test
  void keepsTheIdsOfTwoThingsThatMeet() {
    for (int i = 0; i <= 10; i++) {
      double way = 0.05 * i;
      tracker.update(at(i / 2.0), List.of(car(0.1 + way, 0.5), car(0.7 - way, 0.58)));
    }
    List<Track> last = tracker.update(at(5.5), List.of(car(0.65, 0.5), car(0.15, 0.58)));

    assertThat(last).hasSize(2);
    assertThat(last).filteredOn(t -> t.box().left() > 0.5).extracting(Track::id).containsOnly(1L);
  }

  @Test
  void continuesATrackWithAFaintDetectionButBeginsNoneWithIt() {
    only(at(0), car(0.3, 0.5));

    List<Track> seen = tracker.update(at(0.5), List.of(faint(0.3), faint(0.8)));

    assertThat(seen).extracting(Track::id).containsExactly(1L);
  }

  @Test
  void givesASureDetectionPrecedenceOverAFaintOne() {
    only(at(0), car(0.3, 0.5));

    List<Track> seen = tracker.update(at(0.5), List.of(faint(0.3), car(0.32, 0.5)));

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).detection().score()).isEqualTo(0.6);
  }

  @Test
  void remembersAThingThatIsMissedForThreeSecondsAndNoLonger() {
    only(at(0), car(0.3, 0.5));
    look(1, 2);
    assertThat(only(at(3), car(0.3, 0.5)).id()).isEqualTo(1);

    look(4, 5, 6.1);
    assertThat(only(at(6.2), car(0.3, 0.5)).id()).isEqualTo(2);
  }

  @Test
  void doesNotGiveUpAThingForOneMissedLookHoweverFarApartLooksAre() {
    only(at(0), car(0.3, 0.5));
    look(4);
    assertThat(only(at(8), car(0.3, 0.5)).id()).isEqualTo(1);

    look(12, 16);
    assertThat(only(at(20), car(0.3, 0.5)).id()).isEqualTo(2);
  }

  @Test
  void beginsAnewAfterAGapOfMoreThanAMinute() {
    only(at(0), car(0.3, 0.5));

    assertThat(only(at(61), car(0.3, 0.5)).id()).isEqualTo(2);
  }

  @Test
  void doesNotJoinThingsOfDifferentSize() {
    only(at(0), car(0.3, 0.5));

    Detection near = new Detection("car", new Box(0.38, 0.45, 0.8, 0.95), 0.6);
    assertThat(only(at(1), near).id()).isEqualTo(2);
  }

  @Test
  void forgetsOnReset() {
    only(at(0), car(0.3, 0.5));
    tracker.reset();

    assertThat(only(at(1), car(0.3, 0.5)).hits()).isEqualTo(1);
  }

  /** Looks at an empty street. */
  private void look(double... seconds) {
    for (double each : seconds) {
      assertThat(tracker.update(at(each), List.of())).isEmpty();
    }
  }

  private Track only(Instant time, Detection detection) {
    List<Track> tracks = tracker.update(time, List.of(detection));
    assertThat(tracks).hasSize(1);
    return tracks.get(0);
  }

  private static Instant at(double seconds) {
    return START.plusMillis(Math.round(1000 * seconds));
  }

  private static Detection car(double left, double top) {
    return new Detection("car", new Box(left, top, left + 0.1, top + 0.1), 0.6);
  }

  private static Detection faint(double left) {
    return new Detection("car", new Box(left, 0.5, left + 0.1, 0.6), 0.2);
  }
}
