package io.cityward.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cityward.core.CityException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessReadingTest {

  private static ProcessReading at(long seconds, long ticks, Map<String, ThreadTicks> threads) {
    return new ProcessReading(seconds * 1_000_000_000L, ticks, 64 << 20, threads);
  }

  @Test
  void aNameMayHoldBracketsAndSpaces() {
    String line = "12 (GC (a) Thread#0) S 1 1 1 0 -1 4 0 0 0 0 250 50 0 0 20 0 9 0 100";
    assertThat(ThreadTicks.parse(line)).isEqualTo(new ThreadTicks("GC (a) Thread#0", 300));
  }

  @Test
  void whatThreadsUsedIsToldByKindAndAddsUp() {
    ProcessReading before =
        at(
            0,
            100,
            Map.of(
                "1", new ThreadTicks("ingest-north", 40),
                "2", new ThreadTicks("C2 CompilerThre", 30),
                "3", new ThreadTicks("C1 CompilerThre", 30)));
    ProcessReading after =
        at(
            10,
            500,
            Map.of(
                "1", new ThreadTicks("ingest-north", 240),
                "2", new ThreadTicks("C2 CompilerThre", 80),
                "4", new ThreadTicks("GC Thread#0", 20)));
    ProcessUse use = after.since(before);
    assertThat(use.cores()).isEqualTo(0.4, within(1e-9));
    assertThat(use.threads().get(ThreadKind.INGEST)).isEqualTo(0.2, within(1e-9));
    assertThat(use.threads().get(ThreadKind.COMPILER)).isEqualTo(0.05, within(1e-9));
    assertThat(use.threads().get(ThreadKind.GARBAGE_COLLECTOR)).isEqualTo(0.02, within(1e-9));
    assertThat(use.threads().get(ThreadKind.OTHER)).isEqualTo(0.13, within(1e-9));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aBusyLoopIsSeenInTheReading() {
    long self = ProcessHandle.current().pid();
    ProcessReading before = ProcessReading.of(self);
    ProcessReading after = before;
    // Ends by itself once the system has accounted some of it.
    while (after.ticks() < before.ticks() + 5) {
      after = ProcessReading.of(self);
    }
    assertThat(after.since(before).cores()).isPositive();
    assertThat(after.residentBytes()).isGreaterThan(10 << 20);
    assertThat(after.threads()).isNotEmpty();
  }

  @Test
  void aProcessThatIsGoneIsNamed() {
    assertThatThrownBy(() -> ProcessReading.of(999_999_999))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("999999999");
  }
}
