package io.cityward.alerts.compute.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.book.VerdictCommand;
import io.cityward.alerts.compute.usage.Frames;
import io.cityward.alerts.compute.usage.ShareRow;
import io.cityward.alerts.compute.usage.UsageDimension;
import io.cityward.alerts.compute.usage.UsageFigures;
import io.cityward.alerts.compute.usage.UsageQuery;
import io.cityward.alerts.compute.usage.UsageRow;
import io.cityward.alerts.compute.usage.UsageStep;
import io.cityward.core.CameraId;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was used, by the minute, and what is left of it when minutes have become days. */
class UsageBookIT {

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final String SCENE = "illegal-parking";

  @TempDir Path folder;
  private final TestClock clock = TestClock.at(START);
  private Book book;
  private UsageBook usage;

  @BeforeEach
  void open() {
    book = new Book(folder, clock);
    usage = new UsageBook(book.store, ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    book.close();
  }

  private static Instant minute(int n) {
    return START.plusSeconds(n * 60L);
  }

  private static UsageRow row(int minute, String worker, String department, String camera) {
    return new UsageRow(
        minute(minute),
        worker,
        department,
        Findings.DETECTOR.algorithm(),
        Findings.DETECTOR.version(),
        new CameraId(camera),
        SCENE,
        new Frames(1.5, 10, 4, 1, 2, 1, 1, 1));
  }

  private static UsageQuery query(
      int fromMinute, int untilMinute, UsageStep step, UsageDimension... apart) {
    return new UsageQuery(
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        minute(fromMinute),
        minute(untilMinute),
        step,
        Set.of(apart));
  }

  private List<UsageFigures> all(UsageQuery query) {
    return usage.page(query, 0, 1000);
  }

  private AlertId alert(String camera) {
    return book.alerts
        .record(
            Findings.report(
                Findings.subject(camera, Findings.PARKING, "A1"),
                camera + "-" + clock.millis(),
                "t-1",
                Phase.BEGUN,
                0,
                20,
                Findings.KERB))
        .alert();
  }

  private void confirm(AlertId alert) {
    book.alerts.giveVerdict(
        new VerdictCommand(alert, new Judgement(Verdict.CONFIRMED, "wang", ""), "k"));
  }

  @Test
  void theSameRowsAgainChangeNothing() {
    List<UsageRow> rows = List.of(row(0, "w-1", "urban", "cam-1"), row(0, "w-2", "urban", "cam-1"));
    assertThat(usage.recordUsage(rows)).isEqualTo(2);
    assertThat(usage.recordUsage(rows)).isZero();
    UsageFigures sum = all(query(0, 1, UsageStep.MINUTE)).get(0);
    assertThat(sum.frames()).isEqualTo(new Frames(3, 20, 8, 2, 4, 2, 2, 2));
  }

  @Test
  void isKeptApartByWhatIsAskedFor() {
    usage.recordUsage(
        List.of(
            row(0, "w", "urban", "cam-1"),
            row(0, "w", "traffic", "cam-1"),
            row(1, "w", "urban", "cam-2"),
            row(61, "w", "urban", "cam-2")));
    assertThat(all(query(0, 120, UsageStep.HOUR, UsageDimension.DEPARTMENT)))
        .extracting(
            UsageFigures::at, f -> f.of(UsageDimension.DEPARTMENT), f -> f.frames().wanted())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(minute(0), "traffic", 10L),
            org.assertj.core.groups.Tuple.tuple(minute(0), "urban", 20L),
            org.assertj.core.groups.Tuple.tuple(minute(60), "urban", 10L));
    UsageQuery camera =
        new UsageQuery(
            Set.of("urban"),
            Set.of("coco-nanodet"),
            Set.of(new CameraId("cam-2")),
            Set.of(SCENE),
            minute(0),
            minute(120),
            UsageStep.DAY,
            Set.of(UsageDimension.CAMERA, UsageDimension.SCENE, UsageDimension.VERSION));
    UsageFigures only = all(camera).get(0);
    assertThat(only.at()).isEqualTo("2026-11-23T00:00:00Z");
    assertThat(only.of(UsageDimension.VERSION)).isEqualTo("1.0.0");
    assertThat(only.frames().wanted()).isEqualTo(20);
    assertThat(only.shares()).isEmpty();
  }

  @Test
  void tellsWhatDepartmentsHadAlsoOfThoseThatDidNothing() {
    usage.record(
        List.of(row(0, "w", "urban", "cam-1")),
        List.of(
            new ShareRow(minute(0), "w", "urban", new ShareRow.Shares(600, 900, 0, 300)),
            new ShareRow(minute(0), "w", "traffic", new ShareRow.Shares(1200, 0, 900, 0))));
    List<UsageFigures> rows = all(query(0, 1, UsageStep.MINUTE, UsageDimension.DEPARTMENT));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).of(UsageDimension.DEPARTMENT)).isEqualTo("traffic");
    assertThat(rows.get(0).frames()).isEqualTo(Frames.NONE);
    assertThat(rows.get(0).shares()).contains(new ShareRow.Shares(1200, 0, 900, 0));
    assertThat(rows.get(1).shares()).contains(new ShareRow.Shares(600, 900, 0, 300));
    assertThat(all(query(0, 1, UsageStep.MINUTE)).get(0).shares())
        .contains(new ShareRow.Shares(1800, 900, 900, 300));
  }

  @Test
  void aVerdictThatIsGivenLaterCounts() {
    usage.recordUsage(
        List.of(
            row(0, "w", "urban", "cam-1"),
            row(0, "w", "traffic", "cam-1"),
            row(0, "w", "urban", "cam-2"),
            row(1, "w", "urban", "cam-1")));
    clock.set(START.plusSeconds(30));
    AlertId first = alert("cam-1");
    alert("cam-2");
    alert("cam-9");
    UsageQuery query = query(0, 10, UsageStep.MINUTE, UsageDimension.DEPARTMENT);
    assertThat(all(query)).extracting(UsageFigures::alerts).containsExactly(1L, 2L, 0L);
    assertThat(all(query)).extracting(UsageFigures::confirmed).containsExactly(0L, 0L, 0L);
    confirm(first);
    assertThat(all(query)).extracting(UsageFigures::confirmed).containsExactly(1L, 1L, 0L);
    UsageFigures hour = all(query(0, 60, UsageStep.HOUR)).get(0);
    assertThat(hour.alerts()).isEqualTo(2);
    assertThat(hour.confirmed()).isEqualTo(1);
    assertThat(hour.yield()).isEqualTo(3600 / 6.0, within(1e-9));
  }

  @Test
  void anAlertCountsForTheVersionThatFoundItAlone() {
    UsageRow active = row(0, "w", "urban", "cam-1");
    UsageRow next =
        new UsageRow(
            minute(30),
            "w",
            "urban",
            active.algorithm(),
            "2.0.0",
            active.camera(),
            SCENE,
            active.frames());
    usage.recordUsage(List.of(active, next));
    clock.set(START.plusSeconds(30));
    alert("cam-1");
    assertThat(all(query(0, 60, UsageStep.HOUR, UsageDimension.VERSION)))
        .extracting(f -> f.of(UsageDimension.VERSION), UsageFigures::alerts)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1.0.0", 1L),
            org.assertj.core.groups.Tuple.tuple("2.0.0", 0L));
  }

  @Test
  void rollingUpKeepsEverySum() {
    List<UsageRow> rows = new ArrayList<>();
    List<ShareRow> shares = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(row(i * 7, "w-" + i % 2, i % 3 == 0 ? "urban" : "traffic", "cam-" + i % 4));
      shares.add(new ShareRow(minute(i * 7), "w-1", "urban", new ShareRow.Shares(60, i, 60, 0.25)));
    }
    usage.record(rows, shares);
    clock.set(START.plusSeconds(30));
    confirm(alert("cam-0"));
    UsageQuery byHour = query(0, 1440, UsageStep.HOUR, UsageDimension.values());
    UsageQuery byDay =
        new UsageQuery(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Instant.parse("2026-11-23T00:00:00Z"),
            Instant.parse("2026-11-25T00:00:00Z"),
            UsageStep.DAY,
            Set.of(UsageDimension.DEPARTMENT));
    List<UsageFigures> hours = all(byHour);
    List<UsageFigures> days = all(byDay);
    assertThat(days).extracting(UsageFigures::confirmed).contains(1L);

    Instant later = START.plus(UsageBook.MINUTES_KEPT).plus(Duration.ofDays(2));
    assertThat(rollAll(later)).isPositive();
    assertThat(all(byHour)).isEqualTo(hours);
    assertThat(all(byDay)).isEqualTo(days);
    assertThat(all(query(0, 60, UsageStep.MINUTE)))
        .extracting(UsageFigures::step)
        .containsExactly(UsageStep.HOUR);

    assertThat(rollAll(START.plus(UsageBook.HOURS_KEPT).plus(Duration.ofDays(3)))).isPositive();
    assertThat(all(byDay)).isEqualTo(days);
    assertThat(rollAll(START.plus(UsageBook.HOURS_KEPT).plus(Duration.ofDays(3)))).isZero();
  }

  private int rollAll(Instant now) {
    int all = 0;
    int made;
    do {
      made = usage.rollUp(now);
      all += made;
    } while (made > 0);
    return all;
  }

  @Test
  void rollsUpABoundedPieceAtATime() {
    for (int hour = 0; hour < 60; hour++) {
      usage.recordUsage(List.of(row(hour * 60, "w", "urban", "cam-1")));
    }
    Instant later = START.plus(Duration.ofDays(30));
    assertThat(usage.rollUp(later)).isEqualTo(48);
    assertThat(usage.rollUp(later)).isEqualTo(12);
    assertThat(usage.rollUp(later)).isZero();
  }

  @Test
  void keepsMinutesForAWeek() {
    usage.recordUsage(List.of(row(0, "w", "urban", "cam-1")));
    assertThat(usage.rollUp(START.plus(UsageBook.MINUTES_KEPT).plusSeconds(3599))).isZero();
    assertThat(usage.rollUp(START.plus(UsageBook.MINUTES_KEPT).plusSeconds(3600))).isEqualTo(1);
  }

  @Test
  void whatWasRolledUpIsNotCountedAgain() {
    List<UsageRow> rows = List.of(row(0, "w", "urban", "cam-1"));
    usage.recordUsage(rows);
    rollAll(START.plus(Duration.ofDays(30)));
    assertThat(usage.recordUsage(rows)).isZero();
    assertThat(all(query(0, 60, UsageStep.HOUR)).get(0).frames().wanted()).isEqualTo(10);
  }

  @Test
  void daysBeginInTheZoneOfTheCity() {
    UsageBook shanghai = new UsageBook(book.store, ZoneId.of("Asia/Shanghai"));
    UsageRow beforeMidnight = row(7 * 60 + 59, "w", "urban", "cam-1");
    UsageRow afterMidnight = row(8 * 60, "w", "urban", "cam-1");
    shanghai.recordUsage(List.of(beforeMidnight, afterMidnight));
    UsageQuery days = query(-1440, 1440, UsageStep.DAY);
    assertThat(shanghai.page(days, 0, 10))
        .extracting(UsageFigures::at)
        .containsExactly(
            Instant.parse("2026-11-22T16:00:00Z"), Instant.parse("2026-11-23T16:00:00Z"));
    Instant later = START.plus(Duration.ofDays(200));
    List<UsageFigures> before = shanghai.page(days, 0, 10);
    while (shanghai.rollUp(later) > 0) {
      // Until nothing is left to do.
    }
    assertThat(shanghai.page(days, 0, 10))
        .extracting(UsageFigures::frames)
        .isEqualTo(before.stream().map(UsageFigures::frames).toList());
  }

  @Test
  void pagesAndStretchesGiveTheSameRowsAsOneAnswer() {
    List<UsageRow> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(row(i, "w", "d-" + i % 3, "cam-" + i % 5));
    }
    usage.recordUsage(rows);
    UsageQuery query = query(5, 290, UsageStep.MINUTE, UsageDimension.CAMERA);
    List<UsageFigures> whole = all(query);
    List<UsageFigures> paged = new ArrayList<>();
    for (int skip = 0; skip < whole.size(); skip += 7) {
      paged.addAll(usage.page(query, skip, 7));
    }
    assertThat(paged).isEqualTo(whole);
    List<UsageQuery> stretches = usage.stretches(query);
    assertThat(stretches).hasSize(5);
    assertThat(stretches.stream().flatMap(s -> all(s).stream()).toList()).isEqualTo(whole);
  }

  @Test
  void refusesRowsThatCannotBe() {
    Frames none = Frames.NONE;
    CameraId camera = new CameraId("c");
    assertThatThrownBy(
            () -> new UsageRow(START.plusSeconds(1), "w", "d", "a", "v", camera, "s", none))
        .hasMessage("minute: 2026-11-23T08:00:01Z (expected: the beginning of a minute)");
    assertThatThrownBy(() -> new UsageRow(START, "", "d", "a", "v", camera, "s", none))
        .hasMessage("worker: 0 characters (expected: 1 to 100)");
    assertThatThrownBy(() -> new Frames(Double.NaN, 0, 0, 0, 0, 0, 0, 0))
        .hasMessage("cu_seconds: NaN (expected: 0 or more)");
    assertThatThrownBy(() -> new Frames(0, 0, 0, 0, 0, -1, 0, 0))
        .hasMessage("frames: -1 (expected: 0 or more)");
    assertThatThrownBy(() -> new ShareRow.Shares(1, 2, -3, 4))
        .hasMessage("shares: -3.0 (expected: 0 or more)");
  }

  @Test
  void refusesAQuestionWithoutABound() {
    assertThatThrownBy(() -> query(0, 10_001, UsageStep.MINUTE))
        .hasMessageContaining("at most 10,000 steps after from");
    assertThatThrownBy(() -> query(1, 1, UsageStep.MINUTE)).hasMessageStartingWith("until: ");
  }
}
