package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.FAR;
import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.Ticking;
import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.dedup.DedupReason;
import io.cityward.alerts.dedup.DedupSettings;
import io.cityward.alerts.verdict.VerdictSettings;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import io.cityward.core.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** De-duplication over cameras, time and closed cases, as timelines on a real book. */
class CasesIT {

  private static final String THROWING = "L0001";
  private static final Place GATE = new Place("gate-3", "Gate 3", "C1", 31.2, 121.5);
  private static final Place NO_PLACE = new Place("", "C1", 0, 0);
  private static final double HOUR = 3600;

  @TempDir Path folder;
  private final Ticking clock = new Ticking(at(0));
  private Book book;

  @BeforeEach
  void open() {
    book = book("");
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void eachFallIsACaseOfItsOwn() {
    fall("f-1", 10);
    fall("f-2", 18);
    assertThat(book.all()).hasSize(1);

    assertThat(fall("f-3", 200).decision().reason()).isEqualTo(DedupReason.OTHER_TIME);
    assertThat(fall("f-4", 190.5).decision().reason()).isEqualTo(DedupReason.SAME_PLACE);
    assertThat(book.all()).extracting(Alert::sightings).containsExactly(2, 2);
  }

  @Test
  void twoCamerasThatShareAPlaceHaveOneCase() {
    say("cam-1", GATE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    Recorded second =
        book.alerts.record(
            Findings.with(
                report(parking("cam-2", GATE), "g-1", "t-9", Phase.BEGUN, 0, 12, FAR),
                snapshot("g-1")));
    assertThat(second.decision().reason()).isEqualTo(DedupReason.SHARED_PLACE);
    Alert alert = book.only();
    assertThat(alert.lineage().otherCameras()).containsExactly(new CameraId("cam-2"));
    assertThat(alert.box()).isEqualTo(KERB);
    assertThat(alert.evidence()).containsExactly(snapshot("g-1"));
    assertThat(book.sightings(alert.id()))
        .extracting(Sighting::camera)
        .containsExactly(new CameraId("cam-1"), new CameraId("cam-2"));
  }

  @Test
  void theOtherCamerasBrokenTrackJoinsWhereThatCameraSawIt() {
    say("cam-1", GATE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    say("cam-2", GATE, "g-1", "t-9", Phase.BEGUN, 12, FAR);
    say("cam-2", GATE, "g-1", "t-9", Phase.ENDED, 20, FAR);

    assertThat(say("cam-2", GATE, "g-2", "t-10", Phase.BEGUN, 40, FAR).decision().reason())
        .isEqualTo(DedupReason.SAME_PLACE);
    // What stands elsewhere in the second picture is a second thing.
    assertThat(say("cam-2", GATE, "g-3", "t-11", Phase.BEGUN, 41, KERB).decision().reason())
        .isEqualTo(DedupReason.OTHER_PLACE);
    assertThat(book.all()).hasSize(2);
  }

  @Test
  void goesOnWhileOneOfTheCamerasSeesIt() {
    say("cam-1", GATE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    say("cam-2", GATE, "g-1", "t-9", Phase.BEGUN, 12, FAR);
    say("cam-1", GATE, "f-1", "t-1", Phase.ENDED, 30, KERB);
    assertThat(book.only().state()).isEqualTo(AlertState.ONGOING);
    say("cam-2", GATE, "g-1", "t-9", Phase.ENDED, 31, FAR);
    assertThat(book.only().state()).isEqualTo(AlertState.ENDED);
  }

  @Test
  void joinsPlacesWithinTheRadiusOnlyWhereOneIsSet() {
    Place near = new Place("", "C1", 31.2002, 121.5);
    Place here = new Place("", "C1", 31.2, 121.5);
    say("cam-1", here, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    say("cam-2", near, "g-1", "t-9", Phase.BEGUN, 12, FAR);
    assertThat(book.all()).hasSize(2);

    try (Book wide = book("usual: {radius: 30}")) {
      wide.alerts.record(report(parking("cam-1", here), "f-1", "t-1", Phase.BEGUN, 0, 10, KERB));
      Recorded second =
          wide.alerts.record(report(parking("cam-2", near), "g-1", "t-9", Phase.BEGUN, 0, 12, FAR));
      assertThat(second.decision().words())
          .isEqualTo("A-0000000001 is open 22 m from here (radius 30 m)");
      Place street = new Place("", "C1", 31.2005, 121.5);
      wide.alerts.record(report(parking("cam-3", street), "h", "t-1", Phase.BEGUN, 0, 10, KERB));
      assertThat(wide.all()).hasSize(2);
    }
  }

  @Test
  void isQuietWithinTheCooldownAndTiesTheNextCaseToTheClosedOne() {
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ENDED, 50, KERB);
    finish(1, 100);

    assertThat(say("cam-1", NO_PLACE, "f-2", "t-2", Phase.BEGUN, 300, KERB).decision().reason())
        .isEqualTo(DedupReason.COOLDOWN);
    assertThat(book.only().lineage().quiet()).isOne();
    assertThat(say("cam-1", NO_PLACE, "late", "t-0", Phase.BEGUN, 90, KERB).decision().reason())
        .isEqualTo(DedupReason.COOLDOWN);

    assertThat(say("cam-1", NO_PLACE, "f-3", "t-3", Phase.BEGUN, 800, KERB).decision().reason())
        .isEqualTo(DedupReason.RECURRENCE);
    assertThat(book.alert(2).lineage().recurrenceOf()).contains(new AlertId(1));
    assertThat(book.alert(2).lineage().opened()).isEqualTo("RECURRENCE");
    assertThat(say("cam-1", NO_PLACE, "f-4", "t-4", Phase.BEGUN, 801, FAR).decision().reason())
        .isEqualTo(DedupReason.OTHER_PLACE);
  }

  @Test
  void raisesAnewWhatStillStandsThereAfterTheCooldown() {
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    finish(1, 100);
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ONGOING, 600, KERB);
    assertThat(book.all()).hasSize(1);
    assertThat(say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ONGOING, 700, KERB).decision().reason())
        .isEqualTo(DedupReason.STILL_THERE);
    assertThat(book.alert(2).lineage().recurrenceOf()).contains(new AlertId(1));

    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ONGOING, 700, KERB);
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ONGOING, 650, KERB);
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ENDED, 710, KERB);
    assertThat(book.all()).hasSize(2);
    assertThat(book.alert(2).state()).isEqualTo(AlertState.ENDED);
  }

  @Test
  void raisesWhatCameInTheCooldownAndStays() {
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ENDED, 50, KERB);
    finish(1, 100);
    say("cam-1", NO_PLACE, "f-2", "t-2", Phase.BEGUN, 300, KERB);
    assertThat(say("cam-1", NO_PLACE, "f-2", "t-2", Phase.ONGOING, 705, KERB).decision().reason())
        .isEqualTo(DedupReason.STILL_THERE);
    assertThat(book.all()).hasSize(2);
  }

  @Test
  void neverRaisesAgainWhatWasRejectedWhileItStandsThere() {
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    reject(1, "permitted", 100);
    // The stay goes on for hours, under one track and another.
    for (int i = 1; i < 60; i++) {
      say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ONGOING, 100 + 60 * i, KERB);
    }
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ENDED, HOUR + 100, KERB);
    began("f-2", HOUR + 200, HOUR + 400);
    assertThat(book.metrics.reasons.get(book.metrics.reasons.size() - 1))
        .isEqualTo(DedupReason.REJECTED_STAY);
    say("cam-1", NO_PLACE, "f-2", "t-2", Phase.ENDED, 2 * HOUR, KERB);
    assertThat(book.all()).hasSize(1);

    began("f-3", 2 * HOUR + 400, 2 * HOUR + 500);
    assertThat(book.all()).hasSize(2);
    assertThat(book.alert(2).lineage().recurrenceOf()).isEmpty();
  }

  @Test
  void clutterIsSilentForItsTimeAndOnlyWhereItIs() {
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    say("cam-1", NO_PLACE, "f-1", "t-1", Phase.ENDED, 20, KERB);
    reject(1, "clutter", 100);

    Recorded quiet = began("f-2", 5 * HOUR, 5 * HOUR + 10);
    assertThat(quiet.decision().reason()).isEqualTo(DedupReason.REJECTED_CLUTTER);
    assertThat(quiet.decision().words())
        .isEqualTo("not an event: A-0000000001 was rejected here as clutter (binds for PT24H)");
    say("cam-1", NO_PLACE, "f-2", "t-2", Phase.ENDED, 5 * HOUR + 20, KERB);
    // Larger things at this place are no clutter.
    Box larger = new Box(0.3, 0.3, 0.62, 0.62);
    assertThat(
            book.alerts
                .record(
                    report(
                        parking("cam-1", NO_PLACE),
                        "truck",
                        "t-7",
                        Phase.BEGUN,
                        6 * HOUR,
                        6 * HOUR + 1,
                        larger))
                .decision())
        .isInstanceOf(io.cityward.alerts.dedup.DedupDecision.Open.class);
    assertThat(began("f-3", 40 * HOUR, 40 * HOUR).decision().reason())
        .isNotEqualTo(DedupReason.REJECTED_CLUTTER);
  }

  @Test
  void aRejectionInOnePictureBindsNoOther() {
    say("cam-1", GATE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    reject(1, "clutter", 100);
    assertThat(say("cam-2", GATE, "g-1", "t-1", Phase.BEGUN, 110, KERB).decision().reason())
        .isEqualTo(DedupReason.NOTHING_OPEN);
  }

  @Test
  void aPlaceThatWasHandledIsHandledForEveryCamera() {
    say("cam-1", GATE, "f-1", "t-1", Phase.BEGUN, 10, KERB);
    finish(1, 100);
    assertThat(say("cam-2", GATE, "g-1", "t-1", Phase.BEGUN, 200, FAR).decision().reason())
        .isEqualTo(DedupReason.COOLDOWN);
    assertThat(say("cam-2", GATE, "g-1", "t-1", Phase.ONGOING, 900, FAR).decision().reason())
        .isEqualTo(DedupReason.STILL_THERE);
    assertThat(book.alert(2).subject().camera()).isEqualTo(new CameraId("cam-2"));
    assertThat(book.alert(2).box()).isEqualTo(FAR);
  }

  @Test
  void looksCasesUpByIndex() {
    List<String> plans =
        QueryPlans.of(folder.resolve(folder.toFile().list()[0]).resolve("book.db"));
    assertThat(plans)
        .allMatch(plan -> plan.contains("USING") || plan.contains("SUBQUERY"))
        .noneMatch(plan -> plan.startsWith("SCAN alerts"));
  }

  private Recorded began(String finding, double began, double seen) {
    return book.alerts.record(
        report(
            parking("cam-1", NO_PLACE), finding, "t-" + finding, Phase.BEGUN, began, seen, KERB));
  }

  private Recorded say(
      String camera, Place place, String finding, String track, Phase phase, double at, Box box) {
    return book.alerts.record(report(parking(camera, place), finding, track, phase, 0, at, box));
  }

  private Recorded fall(String finding, double seconds) {
    return book.alerts.record(
        report(
            Findings.at("cam-1", "high-altitude-throwing", THROWING, NO_PLACE),
            finding,
            finding,
            Phase.BEGUN,
            seconds - 1.5,
            seconds,
            KERB));
  }

  private static io.cityward.alerts.alert.Subject parking(String camera, Place place) {
    return Findings.at(camera, "illegal-parking", PARKING, place);
  }

  private void finish(long alert, double seconds) {
    clock.set(at(seconds));
    var order = book.alert(alert).order();
    book.command(order, OrderAction.REGISTER);
    var unused =
        book.desk.command(
            new OrderCommand(
                order,
                OrderAction.DISPATCH,
                "li",
                "",
                java.util.Optional.of("traffic"),
                java.util.OptionalLong.empty(),
                "d"));
    for (OrderAction action : List.of(OrderAction.ACCEPT, OrderAction.HANDLE, OrderAction.CLOSE)) {
      assertThat(book.command(order, action)).isInstanceOf(Outcome.Done.class);
    }
  }

  private void reject(long alert, String code, double seconds) {
    clock.set(at(seconds));
    assertThat(
            book.alerts.giveVerdict(
                new VerdictCommand(
                    new AlertId(alert), new Judgement(Verdict.REJECTED, "wang", "", code), "r")))
        .isInstanceOf(Outcome.Done.class);
  }

  private Book book(String dedup) {
    DedupSettings settings = SettingsFile.parse(dedup, "test", DedupSettings::read);
    assertThat(settings.silence()).isEqualTo(Duration.ofMinutes(5));
    return new Book(
        folder.resolve("book-" + System.nanoTime()), clock, settings, VerdictSettings.DEFAULT);
  }
}
