package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.dedup.KnownFinding;
import io.cityward.core.Box;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Things that stand at spots, each seen by two cameras whose tracks break, told by many threads in
 * any order, late and more than once; compared with what a simple model expects.
 */
class ManyFindingsIT {

  private static final int THREADS = 8;
  private static final int SPOTS = 12;
  private static final int TRACKS = 4;

  @TempDir Path folder;

  /** Where the model knows each finding to belong. */
  private final Map<FindingId, Integer> spotOf = new HashMap<>();

  @RepeatedTest(4)
  void makeOneCaseOfEachThingInWhateverOrderTheyCome(RepetitionInfo run) throws Exception {
    try (Book book = new Book(folder)) {
      tell(book, reports(new Random(run.getCurrentRepetition())), List.of());

      assertThat(book.all()).hasSize(SPOTS);
      assertThat(book.all())
          .allSatisfy(
              alert -> {
                assertThat(alert.sightings()).isEqualTo(2 * TRACKS);
                assertThat(alert.state()).isEqualTo(AlertState.ENDED);
                assertThat(alert.beganAt()).isEqualTo(at(0));
                assertThat(alert.lastSeenAt()).isEqualTo(at(100 * TRACKS - 10));
                assertThat(alert.lineage().otherCameras()).hasSize(1);
              });
      Map<Integer, Set<AlertId>> cases =
          spotOf.keySet().stream()
              .collect(
                  Collectors.groupingBy(
                      spotOf::get, Collectors.mapping(f -> caseOf(book, f), Collectors.toSet())));
      assertThat(cases.values()).allMatch(alerts -> alerts.size() == 1);
      nothingIsLostOrTwice(book);
    }
  }

  @RepeatedTest(4)
  void loseNothingWhileOperatorsMergeSplitAndFinish(RepetitionInfo run) throws Exception {
    Random random = new Random(100 + run.getCurrentRepetition());
    try (Book book = new Book(folder)) {
      List<Callable<Object>> operators = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        long seed = random.nextLong();
        operators.add(() -> meddle(book, new Random(seed)));
      }
      tell(book, reports(random), operators);
      nothingIsLostOrTwice(book);
    }
  }

  /** Each finding has one case, which shows it, and which goes on under its own number. */
  private void nothingIsLostOrTwice(Book book) {
    List<Alert> alerts = book.all();
    List<FindingId> shown = new ArrayList<>();
    for (Alert alert : alerts) {
      List<Sighting> sightings = book.sightings(alert.id());
      assertThat(alert.sightings()).isEqualTo(sightings.size());
      assertThat(sightings).extracting(Sighting::position).doesNotHaveDuplicates();
      sightings.forEach(s -> shown.add(s.finding().orElseThrow()));
      if (alert.lineage().duplicateOf().isPresent()) {
        assertThat(sightings).isEmpty();
      }
      assertThat(book.order(alert.order()).alert()).isEqualTo(alert.id());
    }
    assertThat(new HashSet<>(shown)).isEqualTo(spotOf.keySet());
    assertThat(alerts).extracting(Alert::order).doesNotHaveDuplicates();
    Map<AlertId, Alert> byId = alerts.stream().collect(Collectors.toMap(Alert::id, alert -> alert));
    assertThat(spotOf.keySet())
        .allSatisfy(
            finding -> {
              Alert owner = byId.get(caseOf(book, finding));
              assertThat(owner.lineage().duplicateOf()).isEmpty();
              assertThat(book.sightings(owner.id()))
                  .extracting(Sighting::finding)
                  .contains(Optional.of(finding));
            });
  }

  private List<FindingReport> reports(Random random) {
    List<FindingReport> all = new ArrayList<>();
    for (int spot = 0; spot < SPOTS; spot++) {
      for (String camera : List.of("cam-1", "cam-2")) {
        for (int track = 0; track < TRACKS; track++) {
          String finding = camera + "." + spot + "." + track;
          spotOf.put(new FindingId(finding), spot);
          double from = 100.0 * track;
          all.add(say(camera, spot, finding, Phase.BEGUN, from, from + 10));
          all.add(say(camera, spot, finding, Phase.ONGOING, from, from + 50));
          all.add(say(camera, spot, finding, Phase.ENDED, from, from + 90));
        }
      }
    }
    List<FindingReport> told = new ArrayList<>(all);
    for (int i = 0; i < all.size() / 2; i++) {
      told.add(all.get(random.nextInt(all.size())));
    }
    Collections.shuffle(told, random);
    return told;
  }

  /** The second camera sees the spots the other way round. */
  private static FindingReport say(
      String camera, int spot, String finding, Phase phase, double began, double seen) {
    int column = camera.equals("cam-1") ? spot : SPOTS - 1 - spot;
    double left = column / (double) SPOTS;
    return report(
        Findings.at(camera, "illegal-parking", PARKING, new Place("spot-" + spot, "", "C1", 0, 0)),
        finding,
        finding,
        phase,
        began,
        seen,
        new Box(left, 0.4, left + 0.05, 0.5));
  }

  private static void tell(
      Book book, List<FindingReport> reports, Collection<Callable<Object>> others)
      throws Exception {
    List<Callable<Object>> work = new ArrayList<>(others);
    reports.forEach(report -> work.add(() -> book.alerts.record(report)));
    Collections.shuffle(work, new Random(reports.size()));
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Object> done : pool.invokeAll(work)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Does something to some case; what is refused is refused. */
  private static Object meddle(Book book, Random random) {
    List<Alert> alerts = book.all();
    if (alerts.size() < 2) {
      return "nothing to do";
    }
    Alert one = alerts.get(random.nextInt(alerts.size()));
    Alert other = alerts.get(random.nextInt(alerts.size()));
    String key = Long.toString(random.nextLong());
    if (random.nextInt(6) == 0) {
      return book.command(one.order(), io.cityward.alerts.workorder.OrderAction.REJECT);
    }
    if (random.nextBoolean() && !one.id().equals(other.id())) {
      return book.cases.merge(
          new MergeCommand(
              one.id(), other.id(), "li", "", OptionalLong.empty(), OptionalLong.empty(), key));
    }
    List<FindingId> some =
        book.sightings(one.id()).stream()
            .map(sighting -> sighting.finding().orElseThrow())
            .filter(finding -> random.nextInt(3) == 0)
            .toList();
    return some.isEmpty()
        ? "nothing to do"
        : book.cases.split(
            new SplitCommand(
                one.id(), some, Optional.empty(), "li", "", OptionalLong.empty(), key));
  }

  private static AlertId caseOf(Book book, FindingId finding) {
    return book.store
        .<Optional<KnownFinding>>read(ledger -> ledger.findings().find(finding))
        .orElseThrow()
        .alert();
  }
}
