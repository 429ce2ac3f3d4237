package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatrolTest {

  private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Rotation MINUTE =
      new Rotation(Duration.ofMinutes(1), Duration.ofSeconds(5));

  private final List<String> visits = new ArrayList<>();
  private final List<Street> streets = new ArrayList<>();
  private Instant now = NOON;

  /** A camera whose first picture comes a second after it was opened, unless it is dark. */
  private final class Street implements Visited {
    private final String id;
    private Instant openedAt;
    private boolean dark;
    private Instant needed = Instant.MIN;
    private Instant next;

    private Street(String id) {
      this.id = id;
      streets.add(this);
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void open() {
      openedAt = now;
      visits.add(id + "@" + Duration.between(NOON, now).toSeconds());
    }

    @Override
    public Optional<Instant> pictureSince() {
      Instant first = openedAt.plusSeconds(1);
      return dark || now.isBefore(first) ? Optional.empty() : Optional.of(first);
    }

    @Override
    public Instant neededUntil() {
      return needed;
    }

    @Override
    public void close() {
      openedAt = null;
    }

    @Override
    public void nextVisit(Instant at) {
      next = at;
    }
  }

  @Test
  void visitsEachInItsRhythmAndLeavesAfterItsStay() {
    Patrol patrol = new Patrol(2, PATIENCE);
    Street a = new Street("a");
    patrol.add(a, MINUTE, NOON);

    until(patrol, 5);
    assertThat(a.openedAt).isNotNull();
    until(patrol, 6);
    assertThat(a.openedAt).isNull();
    assertThat(a.next).isEqualTo(NOON.plusSeconds(60));
    until(patrol, 130);

    assertThat(visits).containsExactly("a@0", "a@60", "a@120");
  }

  @Test
  void opensNoMoreThanItHasStreamsAndTakesThemInTurn() {
    Patrol patrol = new Patrol(1, PATIENCE);
    for (String id : List.of("a", "b", "c")) {
      patrol.add(new Street(id), MINUTE, NOON);
    }
    until(patrol, 70);

    assertThat(visits).containsExactly("a@0", "b@6", "c@12", "a@60", "b@66");
    assertThat(patrol.figures(TestClock.at(now)).open()).isEqualTo(1);
  }

  @Test
  void sharesOneStreamAmongMoreThanItCanServeAndSaysHowLateItIs() {
    Patrol patrol = new Patrol(1, PATIENCE);
    for (int i = 0; i < 20; i++) {
      patrol.add(new Street("cam-" + i), MINUTE, NOON);
    }
    until(patrol, 600);

    for (Street street : streets) {
      long own = visits.stream().filter(v -> v.startsWith(street.id + "@")).count();
      assertThat(own).isBetween(4L, 6L);
    }
    assertThat(patrol.figures(TestClock.at(now)).late()).isGreaterThan(Duration.ofSeconds(30));
  }

  @Test
  void leavesACameraThatShowsNothingAndComesBackToIt() {
    Patrol patrol = new Patrol(1, PATIENCE);
    Street dark = new Street("dark");
    dark.dark = true;
    patrol.add(dark, MINUTE, NOON);
    patrol.add(new Street("b"), MINUTE, NOON);
    until(patrol, 61);

    assertThat(visits).containsExactly("dark@0", "b@10", "dark@60");
    assertThat(patrol.figures(TestClock.at(now)).failed()).isEqualTo(1);
  }

  @Test
  void staysForAClipThatIsBeingKept() {
    Patrol patrol = new Patrol(1, PATIENCE);
    Street a = new Street("a");
    patrol.add(a, MINUTE, NOON);
    a.needed = NOON.plusSeconds(9);
    until(patrol, 8);
    assertThat(a.openedAt).isNotNull();
    until(patrol, 9);
    assertThat(a.openedAt).isNull();
  }

  @Test
  void leavesAfterTheFirstPictureWhereTheStayIsZero() {
    Patrol patrol = new Patrol(1, PATIENCE);
    Street a = new Street("a");
    patrol.add(a, new Rotation(Duration.ofMinutes(1), Duration.ZERO), NOON);
    until(patrol, 1);
    assertThat(visits).hasSize(1);
    assertThat(a.openedAt).isNull();
  }

  @Test
  void endsTheVisitOfACameraThatIsTakenOut() {
    Patrol patrol = new Patrol(1, PATIENCE);
    Street a = new Street("a");
    patrol.add(a, MINUTE, NOON);
    until(patrol, 2);
    patrol.remove("a");
    until(patrol, 120);

    assertThat(a.openedAt).isNull();
    assertThat(visits).containsExactly("a@0");
  }

  @Test
  void refusesARotationThatCannotBe() {
    Duration minute = Duration.ofMinutes(1);
    assertThatThrownBy(() -> new Rotation(minute, minute))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("patrol.stay")
        .hasMessageContaining("less than every");
    assertThatThrownBy(() -> new Rotation(Duration.ofMillis(10), Duration.ZERO))
        .hasMessageContaining("patrol.every");
  }

  /** Second by second up to the given one. */
  private void until(Patrol patrol, int second) {
    while (!now.isAfter(NOON.plusSeconds(second))) {
      patrol.step(now);
      now = now.plusSeconds(1);
    }
    now = NOON.plusSeconds(second);
  }
}
