package io.cityward.alerts.watch;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.Eventually;
import io.cityward.alerts.alert.Phase;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchHubIT {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** Each alert of these tests is two entries of the log: the alert and its order. */
  private static final int ENTRIES = 2;

  @TempDir Path folder;
  private Book book;
  private WatchHub hub;
  private int raised;

  @BeforeEach
  void open() {
    book = new Book(folder);
  }

  @AfterEach
  void close() {
    hub.close();
    book.close();
  }

  @Test
  void tellsWhatHappensFromNowOnInOrder() {
    start(LONG, 100, LONG, 1000);
    raise(2);
    Recorder watcher = watch(OptionalLong.empty());
    raise(3);
    watcher.awaitAll(2 * ENTRIES, 5 * ENTRIES);
  }

  @Test
  void resumesFromTheLogAndGoesOnLiveWithoutGapOrRepetition() throws InterruptedException {
    start(LONG, 10, LONG, 1000);
    raise(30);
    Thread writer = new Thread(() -> raise(60));
    writer.start();
    Recorder watcher = watch(OptionalLong.of(7));
    writer.join();
    watcher.awaitAll(7, 90 * ENTRIES);
  }

  @Test
  void waitsForAWatcherThatIsNotReadyAndThenGoesOn() {
    start(LONG, 100, LONG, 1000);
    Recorder watcher = watch(OptionalLong.empty());
    watcher.ready = false;
    raise(3);
    Eventually.until("the hub has read on", () -> hub.after(0, 100).size() == 3 * ENTRIES);
    assertThat(watcher.seen).isEmpty();
    watcher.ready = true;
    watcher.watch.nudge();
    watcher.awaitAll(0, 3 * ENTRIES);
  }

  @Test
  void cutsOffAWatcherThatLiesTooFarBehindAndLeavesTheOthersAlone() {
    start(LONG, 10, Duration.ofMillis(50), 1000);
    Recorder slow = watch(OptionalLong.empty());
    Recorder fast = watch(OptionalLong.empty());
    raise(1);
    slow.awaitAll(0, ENTRIES);
    slow.ready = false;
    raise(20);
    Eventually.until("the slow one is cut off", () -> !slow.cuts.isEmpty());
    assertThat(slow.cuts).containsExactly(Watcher.Cut.TOO_SLOW);
    assertThat(slow.cutAt).isEqualTo(ENTRIES);
    // Counted after it was told.
    Eventually.until("the cut is counted", () -> book.metrics.cuts.size() == 1);
    fast.awaitAll(0, 21 * ENTRIES);

    Recorder back = watch(OptionalLong.of(slow.cutAt));
    back.awaitAll(ENTRIES, 21 * ENTRIES);
  }

  @Test
  void beatsAtOnceAndWheneverItIsQuiet() {
    start(Duration.ofMillis(40), 100, LONG, 1000);
    raise(1);
    Recorder watcher = watch(OptionalLong.empty());
    Eventually.until("three beats", () -> watcher.beats.size() >= 3);
    assertThat(watcher.beats).allMatch(seq -> seq == ENTRIES);
  }

  @Test
  void refusesATokenWhoseFollowersAreForgotten() {
    start(LONG, 4, LONG, 6);
    raise(10);
    hub.pruneNow();
    assertThatThrownBy(() -> watch(OptionalLong.of(3)))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LATE))
        .hasMessageContaining("list again");
    watch(OptionalLong.of(14)).awaitAll(14, 20);
  }

  @Test
  void refusesATokenFromAnotherBook() {
    start(LONG, 4, LONG, 6);
    assertThatThrownBy(() -> watch(OptionalLong.of(1000)))
        .hasMessageContaining("resume_token: 1000 (expected: a token that this server gave out)");
  }

  @Test
  void cutsOffAWatcherWhoseRestIsForgottenWhileItSleeps() {
    start(LONG, 4, LONG, 6);
    Recorder watcher = watch(OptionalLong.empty());
    watcher.ready = false;
    raise(10);
    int last = 10 * ENTRIES - 1;
    Eventually.until("the hub has read on", () -> hub.after(last, 10).size() == 1);
    hub.pruneNow();
    watcher.ready = true;
    watcher.watch.nudge();
    Eventually.until("it is cut off", () -> !watcher.cuts.isEmpty());
    assertThat(watcher.cuts).containsExactly(Watcher.Cut.LOG_PRUNED);
    assertThat(watcher.seen).isEmpty();
  }

  @Test
  void saysGoodByeToEverybodyWhenItStops() {
    start(LONG, 100, LONG, 1000);
    Recorder watcher = watch(OptionalLong.empty());
    hub.close();
    assertThat(watcher.cuts).containsExactly(Watcher.Cut.STOPPING);
    watcher.watch.nudge();
    assertThatThrownBy(() -> watch(OptionalLong.empty()))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_FAILED));
  }

  private void start(Duration heartbeat, int lag, Duration patience, int kept) {
    hub = new WatchHub(book.store, new WatchSettings(heartbeat, lag, patience, kept), book.metrics);
    hub.start();
    book.onChange(hub::wake);
  }

  private void raise(int times) {
    for (int i = 0; i < times; i++) {
      String camera = "cam-" + raised++;
      book.alerts.record(
          report(subject(camera, PARKING, "A1"), camera, "t-1", Phase.BEGUN, 0, 20, KERB));
    }
  }

  private Recorder watch(OptionalLong after) {
    Recorder watcher = new Recorder();
    watcher.watch = hub.watch(after, watcher);
    watcher.watch.nudge();
    return watcher;
  }

  /** A watcher that notes what it is told. */
  private static final class Recorder implements Watcher {

    private final List<Long> seen = new CopyOnWriteArrayList<>();
    private final List<Long> beats = new CopyOnWriteArrayList<>();
    private final List<Cut> cuts = new CopyOnWriteArrayList<>();
    private volatile boolean ready = true;
    private volatile long cutAt;
    private Watch watch;

    void awaitAll(long after, long last) {
      Eventually.until(
          "entry " + last + " arrives", () -> !seen.isEmpty() && seen.get(seen.size() - 1) >= last);
      assertThat(seen)
          .containsExactlyElementsOf(LongStream.rangeClosed(after + 1, last).boxed().toList());
    }

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public boolean take(Change change) {
      seen.add(change.seq());
      return true;
    }

    @Override
    public void quiet(long seq) {
      beats.add(seq);
    }

    @Override
    public void cut(Cut why, long seq) {
      cutAt = seq;
      cuts.add(why);
    }
  }
}
