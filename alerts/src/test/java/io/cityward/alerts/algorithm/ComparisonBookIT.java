package io.cityward.alerts.algorithm;

import static io.cityward.alerts.algorithm.Versions.NOON;
import static io.cityward.alerts.algorithm.Versions.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.algorithm.Comparison.ClassComparison;
import io.cityward.alerts.algorithm.Comparison.ClassQuality;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.SqliteAlertStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonBookIT {

  @TempDir Path folder;

  private SqliteAlertStore store;
  private ComparisonBook comparisons;

  @BeforeEach
  void start() {
    store = new SqliteAlertStore(folder.resolve("book.db"));
    store.start();
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    AlgorithmBook book = new AlgorithmBook(store, clock);
    book.bundle(Map.of(id("1.0.0"), Versions.facts("a"), id("1.1.0"), Versions.facts("b")));
    comparisons = new ComparisonBook(store, clock);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private Outcome<Comparison> ask(String key) {
    return comparisons.ask(id("1.0.0"), id("1.1.0"), "street-2026", new Command("li", key));
  }

  @Test
  void waitsAndIsAnswered() {
    Comparison asked = ((Outcome.Done<Comparison>) ask("k1")).value();
    assertThat(comparisons.pending()).containsExactly(asked);
    List<ClassComparison> classes =
        List.of(
            new ClassComparison(
                "car", 40, new ClassQuality(0.5, 0.6, 0.7), new ClassQuality(0.6, 0.7, 0.8)));
    Comparison.Result result = new Comparison.Result(classes, List.of("stall"), List.of());
    comparisons.done(asked, result);
    assertThat(comparisons.pending()).isEmpty();
    Comparison read = comparisons.page("street", Long.MAX_VALUE, 10).get(0);
    assertThat(read.state()).isEqualTo(Comparison.State.DONE);
    assertThat(read.result()).isEqualTo(result);
    assertThat(read.finishedAt()).contains(NOON);
  }

  @Test
  void theSameKeyAgainIsTheSameComparison() {
    assertThat(ask("k1")).isEqualTo(ask("k1"));
    assertThat(comparisons.pending()).hasSize(1);
  }

  @Test
  void wantsTwoVersionsThatAreThere() {
    Command by = new Command("li", "k");
    assertThatThrownBy(() -> comparisons.ask(id("1.0.0"), id("9.0.0"), "s", by))
        .hasMessage("version: street 9.0.0 (no such version)");
    assertThatThrownBy(() -> comparisons.ask(id("1.0.0"), id("1.0.0"), "s", by))
        .hasMessage("second: 1.0.0 (expected: another version than the first)");
  }
}
