package io.cityward.app.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.compute.usage.ShareRow;
import io.cityward.core.CameraId;
import io.cityward.inference.Counts;
import io.cityward.inference.DepartmentFigures;
import io.cityward.inference.PoolFigures;
import io.cityward.inference.TaskFigures;
import io.cityward.inference.fair.Share;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolWatchTest {

  private static final double GUARANTEED = 10;

  private Instant now = Instant.parse("2026-11-25T03:00:57Z");
  private long inferred;
  private final List<ShareRow> kept = new ArrayList<>();
  private final List<PoolFigures> told = new ArrayList<>();

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private final PoolWatch watch =
      new PoolWatch(
          this::figures,
          new UsageMeter("w", (tasks, departments) -> kept.addAll(departments)),
          told::add,
          clock);

  @Test
  void aMinuteIsClosedWhenTheNextOneHasBegun() {
    watch.look();
    assertThat(kept).isEmpty();
    now = now.plusSeconds(3);
    watch.look();
    assertThat(kept)
        .extracting(ShareRow::minute)
        .containsExactly(Instant.parse("2026-11-25T03:00:00Z"));
    watch.look();
    assertThat(kept).hasSize(1);
    assertThat(told).hasSize(3);
  }

  @Test
  void theGuaranteeOfAMinuteIsThatOfItsSecondsWithoutThoseBeforeTheStart() {
    now = now.plusSeconds(3);
    watch.look();
    now = now.plusSeconds(60);
    watch.look();
    now = now.plusSeconds(20);
    watch.close();
    assertThat(kept)
        .extracting(row -> row.shares().guaranteed())
        .containsExactly(3 * GUARANTEED, 60 * GUARANTEED, 20 * GUARANTEED);
  }

  @Test
  void whatWasCountedInTheLastMinuteIsKeptAtTheEnd() {
    watch.look();
    watch.close();
    assertThat(kept).hasSize(1);
  }

  @Test
  void tellsHowManyAnswersASecondATaskGets() {
    Rates rates = new Rates();
    TaskKey task =
        new TaskKey("city", new CameraId("kerb"), "illegal-parking", "coco-nanodet", "1.0.0");
    rates.see(figures(), 0);
    assertThat(rates.of(task)).isZero();
    inferred = 3;
    rates.see(figures(), 2_000_000_000L);
    assertThat(rates.of(task)).isEqualTo(1.5);
    inferred = 1;
    rates.see(figures(), 3_000_000_000L);
    assertThat(rates.of(task)).isBetween(0.0, 1.0);
  }

  private PoolFigures figures() {
    Counts counts = new Counts(inferred, inferred, 0, 0, Map.of());
    return new PoolFigures(
        2,
        100,
        "coco-nanodet",
        20,
        0,
        List.of(),
        List.of(
            new DepartmentFigures(
                "city", new Share(GUARANTEED, 20, 1), 1, 2, 0, 0, 0.5, inferred, 0, 0, counts)),
        List.of(
            new TaskFigures(
                "city",
                "kerb/illegal-parking",
                "coco-nanodet",
                "1.0.0",
                2,
                inferred,
                counts,
                inferred)),
        List.of());
  }
}
