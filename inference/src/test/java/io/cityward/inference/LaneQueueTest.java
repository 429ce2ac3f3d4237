package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.inference.fair.Share;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One session whose inference takes 100 ms, so that the pool has 10 CU; without threads. */
@Timeout(30)
class LaneQueueTest {

  private static final InputSize SIZE = new InputSize(64, 32);
  private static final double TAKES = 0.1;

  private final CountingMetrics metrics = new CountingMetrics();
  private final FakeEngine engine = new FakeEngine(p -> List.of());
  private final PoolSettings settings = PoolSettings.of(1);
  private final Scale scale = new Scale(settings);
  private long nanos;
  private Shelves shelves;
  private LaneQueue queue;
  private ModelPack pack;

  @BeforeEach
  void createQueue(@TempDir Path models) {
    pack = PackFolder.pack(models);
    engine.batch(1, pictures -> pass(TAKES));
    shelves =
        new Shelves(
            w -> new Shelf(w, engine.alone(), Device.CPU, scale, metrics, () -> nanos),
            () -> nanos);
    queue = new LaneQueue(shelves, scale, metrics, () -> nanos);
  }

  private void pass(double seconds) {
    nanos += (long) (seconds * 1e9);
  }

  private Lane lane(String name, Payer... payers) {
    return queue.open(new LaneOrder(name, pack, SIZE, List.of(payers), LaneOrder.NO_DEADLINE));
  }

  private void measure() {
    shelves.prepare(new Workload(pack, SIZE)).prepare(1);
  }

  /** Hands a picture over and looks at it. */
  private void look(Lane lane) throws InterruptedException {
    lane.submit(new RecordedJob("p"));
    work();
  }

  private void work() throws InterruptedException {
    Turn turn = queue.take();
    pass(TAKES);
    queue.ended(turn, Tally.End.INFERRED, TAKES);
    queue.done(turn);
  }

  private TaskFigures task(String name) {
    return queue.tasks().stream().filter(t -> t.task().equals(name)).findFirst().orElseThrow();
  }

  private DepartmentFigures department(String name) {
    return queue.departments().stream()
        .filter(department -> department.department().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void splitsPicturesAndCostAmongTheTasksThatWantThem() throws InterruptedException {
    measure();
    Lane lane = lane("north", new Payer("roads", "parking", 3), new Payer("waste", "heaps", 1));

    for (int i = 0; i < 12; i++) {
      look(lane);
    }

    assertThat(task("parking").counts().inferred()).isEqualTo(12);
    assertThat(task("heaps").counts().inferred()).as("a third of the pictures").isEqualTo(4);
    assertThat(task("parking").used()).isCloseTo(9, within(1e-6));
    assertThat(task("heaps").used()).isCloseTo(3, within(1e-6));
    LaneFigures figures = queue.lanes().get(0);
    assertThat(figures.counts().submitted()).isEqualTo(12);
    assertThat(figures.framesPerSecond()).isEqualTo(3);
    assertThat(figures.used()).isCloseTo(12, within(1e-6));
  }

  @Test
  void countsWhatTasksWantedWhileTheirLanesWereOpen() {
    Lane lane = lane("north", new Payer("roads", "parking", 3));
    pass(10);
    assertThat(task("parking").wanted()).isCloseTo(30, within(1e-6));

    lane.pay(List.of(new Payer("roads", "parking", 1)));
    pass(10);
    assertThat(task("parking").framesPerSecond()).isEqualTo(1);
    lane.close();
    pass(10);

    assertThat(task("parking").wanted()).isCloseTo(40, within(1e-6));
    assertThat(task("parking").framesPerSecond()).isZero();
  }

  @Test
  void keepsWhatAClosedLaneCountedUntilEverybodyHasReadIt() throws InterruptedException {
    measure();
    Lane lane = lane("north", new Payer("roads", "parking", 1));
    look(lane);
    lane.close();
    queue.closeSecond();
    pass(PoolFigures.KEPT.toSeconds() - 1);
    queue.closeSecond();
    assertThat(queue.lanes()).isEmpty();
    assertThat(task("parking").counts().inferred()).isEqualTo(1);

    Lane again = lane("north", new Payer("roads", "parking", 1));
    look(again);
    assertThat(task("parking").counts().inferred()).as("goes on counting").isEqualTo(2);
    again.close();
    pass(PoolFigures.KEPT.toSeconds() + 1);
    queue.closeSecond();

    assertThat(queue.tasks()).isEmpty();
    assertThat(department("roads").counts().inferred()).as("still counted here").isEqualTo(2);
  }

  @Test
  void saysWhoLentToWhomInTheLastSecond() throws InterruptedException {
    measure();
    queue.shares(
        Map.of(
            "roads", new Share(5, Share.UNLIMITED, 0),
            "waste", new Share(3, Share.UNLIMITED, 0),
            "parks", new Share(2, Share.UNLIMITED, 0)));
    Lane roads = lane("north", new Payer("roads", "parking", 5));
    Lane parks = lane("south", new Payer("parks", "heaps", 5));
    queue.closeSecond();
    for (int i = 0; i < 4; i++) {
      look(roads);
    }
    for (int i = 0; i < 6; i++) {
      look(parks);
    }

    queue.closeSecond();

    assertThat(department("roads").used()).isCloseTo(4, within(1e-6));
    assertThat(department("roads").lent()).isCloseTo(1, within(1e-6));
    assertThat(department("waste").lent()).isCloseTo(3, within(1e-6));
    assertThat(department("parks").borrowed()).isCloseTo(4, within(1e-6));
    assertThat(department("parks").wanted()).isCloseTo(5, within(1e-6));
    assertThat(department("parks").borrowedInAll()).isCloseTo(4, within(1e-6));
    assertThat(department("city").share().guaranteed()).isZero();
    pass(1);
    queue.closeSecond();
    assertThat(department("parks").borrowed()).isZero();
    assertThat(department("parks").usedInAll()).isCloseTo(6, within(1e-6));
  }

  /**
   * A camera of key frames used to want as much as one that gives every picture it is asked for.
   */
  @Test
  void aDepartmentWantsNoMoreThanItsCamerasGive() throws InterruptedException {
    measure();
    Lane lane = lane("north", new Payer("roads", "parking", 2));
    for (int second = 0; second <= Offered.SECONDS; second++) {
      if (second % 2 == 0) {
        lane.submit(new RecordedJob("key frame"));
      }
      pass(1);
      queue.closeSecond();
    }
    assertThat(department("roads").wanted()).isCloseTo(0.5, within(1e-6));
    for (int second = 0; second <= Offered.SECONDS; second++) {
      for (int i = 0; i < 5; i++) {
        lane.submit(new RecordedJob("picture"));
      }
      pass(1);
      queue.closeSecond();
    }
    assertThat(department("roads").wanted()).as("what its tasks look at").isEqualTo(2);
  }

  @Test
  void saysWhatPartOfThePicturesGotAnAnswer() throws InterruptedException {
    measure();
    Lane lane = lane("north", new Payer("roads", "parking", 20));
    queue.closeSecond();
    for (int i = 0; i < 5; i++) {
      lane.submit(new RecordedJob("replaced"));
      look(lane);
    }
    pass(0.5);

    queue.closeSecond();

    assertThat(department("roads").answered()).isEqualTo(0.5);
    assertThat(department("roads").wanted()).as("twice what is there").isEqualTo(20);
    pass(1);
    queue.closeSecond();
    assertThat(department("roads").answered()).isEqualTo(1);
  }

  @Test
  void leavesTheCityWhatIsNotGranted() {
    queue.closeSecond();
    measure();
    pass(1);
    queue.closeSecond();
    lane("north", new Payer(Payer.CITY, "parking", 1));
    pass(1);
    queue.closeSecond();
    assertThat(department("city").share().guaranteed()).as("all of it").isEqualTo(10);

    queue.shares(Map.of("roads", new Share(7, 8, 1)));
    pass(1);
    queue.closeSecond();

    assertThat(department("city").share()).isEqualTo(new Share(3, Share.UNLIMITED, 0));
    assertThat(department("roads").share()).isEqualTo(new Share(7, 8, 1));
  }

  @Test
  void chargesNothingForAnAnswerThatIsKnown() throws InterruptedException {
    measure();
    Lane lane = lane("north", new Payer("roads", "parking", 1));
    lane.submit(new RecordedJob("p"));

    Turn turn = queue.take();
    queue.ended(turn, Tally.End.KNOWN, 0);
    queue.done(turn);

    assertThat(task("parking").counts().known()).isEqualTo(1);
    assertThat(task("parking").used()).isZero();
    pass(1);
    queue.closeSecond();
    pass(1);
    queue.closeSecond();
    assertThat(department("roads").usedInAll()).isZero();
  }

  @Test
  void letsOneWorkerOpenTheFirstSessionWhileOthersGoOnElsewhere() throws InterruptedException {
    measure();
    shelves.prepare(new Workload(pack, SIZE)).prepare(1);
    Lane known = lane("known", new Payer("city", "a", 1));
    LaneOrder large = LaneOrder.ofCity("new", pack, new InputSize(128, 64), 1);
    Lane first = queue.open(large);
    Lane second = queue.open(large);
    first.submit(new RecordedJob("f"));
    second.submit(new RecordedJob("s"));
    known.submit(new RecordedJob("k"));

    Turn opening = queue.take();
    Turn beside = queue.take();

    assertThat(opening.lane()).isSameAs(first);
    assertThat(beside.lane()).isSameAs(known);
    queue.opened(opening.shelf());
    assertThat(queue.take().lane()).isSameAs(second);
  }

  @Test
  void keepsThePlaceOfALaneWhosePayersChange() throws InterruptedException {
    measure();
    Lane lane = lane("north", new Payer("roads", "parking", 1));
    lane.submit(new RecordedJob("p"));

    lane.pay(List.of(new Payer("waste", "heaps", 1), new Payer("parks", "benches", 1)));
    work();

    assertThat(task("heaps").used()).isCloseTo(0.5, within(1e-6));
    assertThat(task("benches").counts().inferred()).isEqualTo(1);
    assertThat(task("parking").counts().inferred()).isZero();
  }

  @Test
  void holdsTheTurnOfADepartmentAtItsCeilingUntilTimeHasPassed() throws InterruptedException {
    measure();
    queue.shares(Map.of("roads", new Share(1, 1, 0)));
    Lane lane = lane("north", new Payer("roads", "parking", 1));
    look(lane);
    lane.submit(new RecordedJob("p"));

    assertThat(queue.poll(lane.shelf)).as("0.65 s of 1 CU·s are still to come").isNull();
    pass(0.7);

    assertThat(queue.poll(lane.shelf)).isNotNull();
  }

  @Test
  void closesPreparedSessionsThatNoLaneWantedForAMinute() {
    measure();
    shelves.tidy();
    assertThat(engine.closed).hasValue(0);
    nanos += Duration.ofSeconds(61).toNanos();

    shelves.tidy();

    assertThat(engine.closed).hasValue(1);
    assertThat(shelves.figures()).isEmpty();
  }
}
