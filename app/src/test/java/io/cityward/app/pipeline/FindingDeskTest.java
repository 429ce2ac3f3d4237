package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.CityConfig;
import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.Frame;
import io.cityward.ingest.PacketRing;
import io.cityward.scenes.Finding;
import io.cityward.testkit.Await;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindingDeskTest {

  private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final CityConfig CONFIG =
      CityConfig.parse(
          """
          cameras:
          - id: kerb
            name: 东侧
            url: rtsp://127.0.0.1/kerb
            zones:
            - {id: lane, kind: fire-lane, polygon: [[0, 0], [1, 0], [1, 1]]}
            scenes: {illegal-parking: {}}
          """,
          "test.yml",
          Path.of("."),
          Path.of("."));

  private final BookInMemory book = new BookInMemory();
  private final FindingDesk desk =
      new FindingDesk(
          book, new Reports(CONFIG.eventCodes(), NOON), CONFIG.evidence(), Clock.systemUTC());
  private final FindingSource camera =
      new FindingSource() {
        @Override
        public CameraConfig config() {
          return CONFIG.cameras().get(0);
        }

        @Override
        public Optional<PacketRing> evidence() {
          return Optional.empty();
        }

        @Override
        public Frame evidencePicture(Frame analysed) {
          return analysed.retain();
        }
      };

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void reportsInTheWordsOfTheCity() {
    desk.start();
    say("t-1", "lane", 20);
    FindingReport report = book.await(1).get(0);
    assertThat(report.subject().eventCode()).isEqualTo("09012");
    assertThat(report.subject().cameraName()).isEqualTo("东侧");
    assertThat(report.finding().value()).startsWith("kerb.").endsWith(".illegal-parking.t-1");
    assertThat(report.dueAt()).isEqualTo(NOON.plusSeconds(20));
    assertThat(report.reason()).isEqualTo("stands");
  }

  @Test
  void triesAgainUntilTheBookHasItAndKeepsTheOrder() {
    book.failures.add(ErrorCode.EXTERNAL_FAILED);
    book.failures.add(ErrorCode.EXTERNAL_FAILED);
    desk.start();
    say("t-1", "lane", 20);
    say("t-2", "lane", 30);
    assertThat(book.await(2)).extracting(FindingReport::trackId).containsExactly("t-1", "t-2");
    assertThat(desk.leftOut()).isZero();
  }

  @Test
  void aFindingThatIsRefusedDoesNotHoldTheOthersUp() {
    book.failures.add(ErrorCode.INVALID);
    desk.start();
    say("refused", "lane", 20);
    say("t-2", "lane", 30);
    assertThat(book.await(1)).extracting(FindingReport::trackId).containsExactly("t-2");
    assertThat(desk.leftOut()).isOne();
  }

  @Test
  void aFindingWhoseZoneWasTakenAwayStillReachesTheBook() {
    desk.start();
    say("t-1", "nowhere", 20);
    FindingReport report = book.await(1).get(0);
    assertThat(report.subject().zoneId()).isEqualTo("nowhere");
    assertThat(report.subject().eventCode()).isEqualTo("09009");
  }

  @Test
  void takesWhatWaitsToTheBookBeforeItCloses() {
    say("t-1", "lane", 20);
    say("t-2", "lane", 30);
    desk.start();
    desk.close();
    assertThat(book.reports).hasSize(2);
    say("late", "lane", 40);
    assertThat(book.reports).hasSize(2);
    assertThat(desk.leftOut()).isOne();
  }

  private void say(String track, String zone, int second) {
    Instant seen = NOON.plusSeconds(second);
    desk.accept(
        camera,
        new Finding(
            "illegal-parking",
            zone,
            track,
            Finding.Phase.ONGOING,
            NOON,
            NOON.plusSeconds(20),
            seen,
            new Box(0.1, 0.1, 0.2, 0.2),
            0.5,
            "stands"),
        Optional.empty(),
        null);
  }

  /** Fails as often as it is told to, then keeps what it is given. */
  private static final class BookInMemory implements FindingSink {

    private final Deque<ErrorCode> failures = new ArrayDeque<>();
    private final List<FindingReport> reports = new CopyOnWriteArrayList<>();

    @Override
    public void record(FindingReport report) {
      ErrorCode failure = failures.poll();
      if (failure != null) {
        throw new CityException(failure, "on purpose");
      }
      reports.add(report);
    }

    @Override
    public void vouch(List<FindingId> findings, Instant now) {
      throw new AssertionError("no camera looks away in these tests");
    }

    @Override
    public Evidence keep(
        FindingId finding, Evidence.Kind kind, Instant takenAt, Consumer<Path> writer) {
      throw new AssertionError("no finding begins in these tests");
    }

    @Override
    public Evidence share(Evidence kept, FindingId with) {
      throw new AssertionError("no finding begins in these tests");
    }

    @Override
    public void attach(FindingId finding, Evidence evidence) {
      throw new AssertionError("no finding begins in these tests");
    }

    List<FindingReport> await(int count) {
      Await.until(LIMIT, () -> reports.size() >= count, () -> count + " reports, got " + reports);
      return reports;
    }
  }
}
