package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.app.config.Patrol;
import io.cityward.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Patrol MINUTE = new Patrol(Duration.ofMinutes(1), Duration.ofSeconds(5));

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
    Rounds rounds = new Rounds(2, PATIENCE);
    Street a = new Street("a");
    rounds.add(a, MINUTE, NOON);

    until(rounds, 5);
    assertThat(a.openedAt).isNotNull();
    until(rounds, 6);
    assertThat(a.openedAt).isNull();
    assertThat(a.next).isEqualTo(NOON.plusSeconds(60));
    until(rounds, 130);

    assertThat(visits).containsExactly("a@0", "a@60", "a@120");
  }

  @Test
  void opensNoMoreThanItHasStreamsAndTakesThemInTurn() {
    Rounds rounds = new Rounds(1, PATIENCE);
    for (String id : List.of("a", "b", "c")) {
      rounds.add(new Street(id), MINUTE, NOON);
    }
    until(rounds, 70);

    assertThat(visits).containsExactly("a@0", "b@6", "c@12", "a@60", "b@66");
    assertThat(rounds.figures(TestClock.at(now)).open()).isEqualTo(1);
  }

  @Test
  void sharesOneStreamAmongMoreThanItCanServeAndSaysHowLateItIs() {
    Rounds rounds = new Rounds(1, PATIENCE);
    for (int i = 0; i < 20; i++) {
      rounds.add(new Street("cam-" + i), MINUTE, NOON);
    }
    until(rounds, 600);

    for (Street street : streets) {
      long own = visits.stream().filter(v -> v.startsWith(street.id + "@")).count();
      assertThat(own).isBetween(4L, 6L);
    }
    assertThat(rounds.figures(TestClock.at(now)).late()).isGreaterThan(Duration.ofSeconds(30));
  }

  @Test
  void leavesACameraThatShowsNothingAndComesBackToIt() {
    Rounds rounds = new Rounds(1, PATIENCE);
    Street dark = new Street("dark");
    dark.dark = true;
    rounds.add(dark, MINUTE, NOON);
    rounds.add(new Street("b"), MINUTE, NOON);
    until(rounds, 61);

    assertThat(visits).containsExactly("dark@0", "b@10", "dark@60");
    assertThat(rounds.figures(TestClock.at(now)).failed()).isEqualTo(1);
  }

  @Test
  void staysForAClipThatIsBeingKept() {
    Rounds rounds = new Rounds(1, PATIENCE);
    Street a = new Street("a");
    rounds.add(a, MINUTE, NOON);
    a.needed = NOON.plusSeconds(9);
    until(rounds, 8);
    assertThat(a.openedAt).isNotNull();
    until(rounds, 9);
    assertThat(a.openedAt).isNull();
  }

  @Test
  void leavesAfterTheFirstPictureWhereTheStayIsZero() {
    Rounds rounds = new Rounds(1, PATIENCE);
    Street a = new Street("a");
    rounds.add(a, new Patrol(Duration.ofMinutes(1), Duration.ZERO), NOON);
    until(rounds, 1);
    assertThat(visits).hasSize(1);
    assertThat(a.openedAt).isNull();
  }

  @Test
  void endsTheVisitOfACameraThatIsTakenOut() {
    Rounds rounds = new Rounds(1, PATIENCE);
    Street a = new Street("a");
    rounds.add(a, MINUTE, NOON);
    until(rounds, 2);
    rounds.remove("a");
    until(rounds, 120);

    assertThat(a.openedAt).isNull();
    assertThat(visits).containsExactly("a@0");
  }

  /** Second by second up to the given one. */
  private void until(Rounds rounds, int second) {
    while (!now.isAfter(NOON.plusSeconds(second))) {
      rounds.step(now);
      now = now.plusSeconds(1);
    }
    now = NOON.plusSeconds(second);
  }
}
