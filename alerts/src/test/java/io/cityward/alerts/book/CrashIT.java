package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Phase;
import io.cityward.core.Box;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that records findings, and looks into its book afterwards. */
class CrashIT {

  @TempDir Path folder;

  @Test
  void losesNothingThatWasAcknowledgedWhenTheProcessIsKilled() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      acknowledged.addAll(recordAndKill(round, 150 + 170 * round));
    }
    assertThat(acknowledged).hasSizeGreaterThan(900);
    try (Book book = new Book(folder)) {
      assertThat(acknowledged)
          .allMatch(
              id ->
                  book.store.read(ledger -> ledger.findings().find(new FindingId(id))).isPresent());
      List<Alert> alerts = book.all();
      assertThat(alerts.size()).isGreaterThanOrEqualTo(acknowledged.size());
      assertThat(new HashSet<>(alerts.stream().map(Alert::order).toList())).hasSameSizeAs(alerts);
      // An alert without its work order would make this throw.
      assertThat(alerts).allMatch(a -> book.order(a.order()).alert().equals(a.id()));
      book.alerts.record(finding("after-the-crash", 0));
    }
  }

  private List<String> recordAndKill(int round, int atLeast) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Recorder.class.getName(),
                folder.toString(),
                Integer.toString(round))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null) {
        if (line.startsWith("stored ") && line.endsWith(".")) {
          acknowledged.add(line.substring("stored ".length(), line.length() - 1));
        }
        if (acknowledged.size() == atLeast) {
          child.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      assertThat(child.isAlive()).isFalse();
    }
    assertThat(child.waitFor()).isNotZero();
    return acknowledged;
  }

  private static FindingReport finding(String id, int number) {
    // A grid of places, so that each finding is an event of its own.
    double x = number % 30 / 31.0;
    double y = number / 30 % 30 / 31.0;
    return report(
        subject("cam-" + number / 900, PARKING, "A2"),
        id,
        "t-" + number,
        Phase.BEGUN,
        number,
        number + 20,
        new Box(x, y, x + 0.02, y + 0.02));
  }

  /** The process that is killed: says of each finding that it is stored, once it is. */
  static final class Recorder {

    private Recorder() {}

    public static void main(String[] args) {
      Book book = new Book(Path.of(args[0]));
      int round = Integer.parseInt(args[1]);
      for (int i = round * 100_000; ; i++) {
        String id = "f-" + i;
        book.alerts.record(finding(id, i));
        System.out.println("stored " + id + ".");
        System.out.flush();
      }
    }
  }
}
