package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.START;
import static io.cityward.alerts.Findings.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.dedup.DedupSettings;
import io.cityward.alerts.dispatch.open311.OutsideReport;
import io.cityward.alerts.dispatch.open311.ReportBook;
import io.cityward.alerts.dispatch.open311.ReportIntake;
import io.cityward.alerts.report.ReportSettings;
import io.cityward.alerts.verdict.VerdictSettings;
import io.cityward.core.settings.SettingsFile;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other systems post becomes a case in the list of all. */
class PostedReportIT {

  /** Where the cameras of {@link io.cityward.alerts.Findings} stand. */
  private static final Place AT_THE_CAMERA = new Place("", "", 31.2001, 121.5);

  @TempDir Path folder;
  private final TestClock clock = TestClock.at(START.plusSeconds(100));
  private Book book;
  private ReportBook posts;

  @BeforeEach
  void open() {
    DedupSettings dedup =
        SettingsFile.parse("usual: {radius: 30}", "test.yml", DedupSettings::read);
    book = new Book(folder, clock, dedup, VerdictSettings.DEFAULT);
    CaseReportDesk cases =
        new CaseReportDesk(
            book.store,
            book.desk,
            OrderDeadlines.usual(),
            ReportSettings.DEFAULT,
            clock,
            book::changed);
    posts = new ReportBook(book.store, cases::openFor, clock, book::changed);
  }

  @AfterEach
  void close() {
    book.close();
  }

  private OutsideReport post(String key, Place place) {
    return posts.take(
        new ReportIntake.Incoming(
            "hotline", key, PARKING, "Parking", "a car on the pavement", place, "", "li@mail"));
  }

  @Test
  void aPostOpensACaseOnce() {
    OutsideReport taken = post("k-1", new Place("", "", 30, 120));
    assertThat(taken.state()).isEqualTo(OutsideReport.State.LINKED);
    assertThat(post("k-1", new Place("", "", 30, 120)).id()).isEqualTo(taken.id());
    OrderId order = book.only().order();
    assertThat(taken.order()).contains(order);
    assertThat(book.only().subject().scene()).isEqualTo("report");
    assertThat(book.order(order).history())
        .extracting(line -> line.note())
        .anyMatch(note -> note.contains("open311"))
        .noneMatch(note -> note.contains("li@mail"));
  }

  @Test
  void aPostJoinsWhatACameraSawThere() {
    book.alerts.record(report("f-1", "t-1", Phase.BEGUN, 2, KERB));
    assertThat(post("k-1", AT_THE_CAMERA).order()).contains(book.only().order());
  }

  @Test
  void aCameraJoinsWhatWasReportedBefore() {
    OutsideReport taken = post("k-1", AT_THE_CAMERA);
    book.alerts.record(report("f-1", "t-1", Phase.BEGUN, 2, KERB));
    assertThat(taken.order()).contains(book.only().order());
  }

  @Test
  void aPostWithoutAPlaceIsLeftToAPerson() {
    assertThat(post("k-1", Place.UNKNOWN).state()).isEqualTo(OutsideReport.State.OPEN);
    assertThat(book.all()).isEmpty();
  }
}
