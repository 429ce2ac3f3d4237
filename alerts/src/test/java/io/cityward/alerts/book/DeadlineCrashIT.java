package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.notice.Level;
import io.cityward.alerts.notice.Notice;
import io.cityward.alerts.supervision.Deadline;
import io.cityward.alerts.supervision.SupervisionRules;
import io.cityward.alerts.supervision.SupervisionSettings;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.Box;
import io.cityward.testkit.TestClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that looks at deadlines, wherever it is just then. */
class DeadlineCrashIT {

  private static final int ORDERS = 40;
  private static final int KILLS = 4;
  private static final Duration STEP = Duration.ofMinutes(15);

  @TempDir Path folder;

  @Test
  void everythingHappensOnceHoweverOftenTheProcessIsKilled() throws Exception {
    Random random = new Random(7);
    int looked = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      looked = lookAndKill(looked, 5 + random.nextInt(30));
    }
    List<Notice> told = new ArrayList<>();
    TestClock clock = TestClock.at(at(100).plus(Duration.ofDays(30)));
    try (Book book = new Book(folder, clock)) {
      watch(book, clock).look();
      NoticeTeller teller = new NoticeTeller(book.store, told::add, clock);
      int some = teller.tell();
      while (some > 0) {
        some = teller.tell();
      }
      teller.close();
      assertThat(book.all()).hasSize(ORDERS);
      for (Alert alert : book.all()) {
        WorkOrder order = book.order(alert.order());
        assertThat(order.supervision().flag()).isEqualTo(Deadline.Flag.OVERDUE);
        assertThat(order.supervision().level()).isEqualTo(Level.CITY);
        assertThat(order.history())
            .extracting(HistoryEntry::note)
            .filteredOn(note -> note.startsWith("overdue"))
            .hasSize(1);
        assertThat(order.history())
            .extracting(HistoryEntry::note)
            .filteredOn(note -> note.startsWith("escalated"))
            .hasSize(3);
      }
    }
    // The child tells nobody, so that all is still there to be told, once.
    assertThat(new HashSet<>(told.stream().map(Notice::key).toList())).hasSameSizeAs(told);
    assertThat(told).filteredOn(n -> n.kind() == Notice.Kind.OVERDUE).hasSize(ORDERS);
    assertThat(told).filteredOn(n -> n.kind() == Notice.Kind.ESCALATED).hasSize(3 * ORDERS);
  }

  /** Gives back how far the process had come when it died. */
  private int lookAndKill(int from, int lines) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Looker.class.getName(),
                folder.toString(),
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int looked = from;
    int seen = 0;
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null) {
        if (line.matches("changed [0-9]+\\.")) {
          looked = Integer.parseInt(line.substring("changed ".length(), line.length() - 1));
          seen++;
        }
        if (seen == lines) {
          child.toHandle().destroyForcibly();
        }
        line = out.readLine();
      }
    } catch (IOException e) {
      assertThat(child.isAlive()).isFalse();
    }
    child.waitFor();
    return looked;
  }

  private static DeadlineWatch watch(Book book, TestClock clock) {
    return new DeadlineWatch(
        book.store,
        book.desk,
        new OrderDeadlines(new SupervisionRules(SupervisionSettings.usual(ZoneOffset.UTC))),
        new SteadyClock(clock, System::nanoTime, Duration.ZERO),
        () -> {
          System.out.println(
              "changed " + Duration.between(at(100), clock.instant()).dividedBy(STEP) + ".");
          System.out.flush();
        });
  }

  /** The process that is killed: says so after each order that something has become of. */
  static final class Looker {

    private Looker() {}

    public static void main(String[] args) {
      TestClock clock = TestClock.at(at(100));
      Book book = new Book(Path.of(args[0]), clock);
      for (int i = book.all().size(); i < ORDERS; i++) {
        double x = i / (ORDERS + 1.0);
        book.alerts.record(
            report(
                subject("cam-" + i, PARKING, "A2"),
                "f-" + i,
                "t-" + i,
                Phase.BEGUN,
                0,
                20,
                new Box(x, 0.4, x + 0.01, 0.5)));
      }
      DeadlineWatch watch = watch(book, clock);
      clock.advance(STEP.multipliedBy(Integer.parseInt(args[1])));
      // Everything has happened by then; the end is for who is not killed.
      while (clock.instant().isBefore(at(100).plus(Duration.ofDays(20)))) {
        watch.look();
        clock.advance(STEP);
      }
      book.close();
    }
  }
}
