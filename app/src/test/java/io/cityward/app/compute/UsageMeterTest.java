package io.cityward.app.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.compute.usage.Frames;
import io.cityward.alerts.compute.usage.ShareRow;
import io.cityward.alerts.compute.usage.UsageRow;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.Counts;
import io.cityward.inference.DepartmentFigures;
import io.cityward.inference.DropReason;
import io.cityward.inference.PoolFigures;
import io.cityward.inference.TaskFigures;
import io.cityward.inference.fair.Share;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageMeterTest {

  private static final Instant MINUTE = Instant.parse("2026-11-25T03:00:00Z");

  private final List<UsageRow> tasks = new ArrayList<>();
  private final List<ShareRow> departments = new ArrayList<>();
  private boolean away;

  private final UsageMeter meter =
      new UsageMeter(
          "w",
          (of, by) -> {
            if (away) {
              throw new CityException(ErrorCode.EXTERNAL_FAILED, "center: gone");
            }
            tasks.addAll(of);
            departments.addAll(by);
          });

  @Test
  void eachMinuteHasWhatWasCountedInIt() {
    meter.close(MINUTE, 60, figures(10, 3, 1, 30));
    meter.close(MINUTE.plusSeconds(60), 60, figures(25, 4, 1, 75));
    assertThat(tasks)
        .extracting(UsageRow::frames)
        .containsExactly(
            new Frames(10, 14, 10, 0, 3, 1, 0, 0), new Frames(15, 16, 15, 0, 1, 0, 0, 0));
    assertThat(tasks.get(1))
        .returns(MINUTE.plusSeconds(60), UsageRow::minute)
        .returns("traffic-police", UsageRow::department)
        .returns("coco-nanodet", UsageRow::algorithm)
        .returns(new CameraId("kerb"), UsageRow::camera)
        .returns("illegal-parking", UsageRow::scene);
    assertThat(departments)
        .extracting(ShareRow::shares)
        .containsExactly(
            new ShareRow.Shares(600, 30, 3, 15), new ShareRow.Shares(600, 45, 4.5, 22.5));
  }

  @Test
  void aTaskThatWasForgottenAndCameBackBeginsAnew() {
    meter.close(MINUTE, 60, figures(10, 0, 0, 10));
    meter.close(MINUTE.plusSeconds(60), 60, figures(2, 0, 0, 12));
    assertThat(tasks.get(1).frames()).isEqualTo(new Frames(2, 2, 2, 0, 0, 0, 0, 0));
  }

  @Test
  void aMinuteInWhichNothingWasUsedHasNoRowOfATask() {
    meter.close(MINUTE, 60, figures(10, 0, 0, 10));
    meter.close(MINUTE.plusSeconds(60), 60, figures(10, 0, 0, 10));
    assertThat(tasks).hasSize(1);
    assertThat(departments).hasSize(2);
  }

  @Test
  void aPartOfAMinuteGuaranteesAPartOfItsCompute() {
    meter.close(MINUTE, 15, figures(10, 0, 0, 10));
    assertThat(departments.get(0).shares().guaranteed()).isEqualTo(150);
  }

  @Test
  void minutesWaitUntilTheyCanBeKept() {
    away = true;
    meter.close(MINUTE, 60, figures(10, 0, 0, 10));
    meter.close(MINUTE.plusSeconds(60), 60, figures(20, 0, 0, 20));
    assertThat(tasks).isEmpty();
    away = false;
    meter.close(MINUTE.plusSeconds(120), 60, figures(30, 0, 0, 30));
    assertThat(tasks)
        .extracting(UsageRow::minute)
        .containsExactly(MINUTE, MINUTE.plusSeconds(60), MINUTE.plusSeconds(120));
  }

  private static PoolFigures figures(long inferred, long replaced, long late, double used) {
    Counts counts =
        new Counts(
            inferred + replaced + late,
            inferred,
            0,
            0,
            Map.of(DropReason.REPLACED, replaced, DropReason.TOO_LATE, late));
    TaskFigures task =
        new TaskFigures(
            "traffic-police",
            "kerb/illegal-parking",
            "coco-nanodet",
            "1.0.0",
            2,
            120,
            counts,
            inferred);
    DepartmentFigures department =
        new DepartmentFigures(
            "traffic-police",
            new Share(10, 20, 1),
            1,
            2,
            0,
            0,
            1,
            used,
            used / 10,
            used / 2,
            counts);
    return new PoolFigures(
        2, 100, "coco-nanodet", 20, 0, List.of(), List.of(department), List.of(task), List.of());
  }
}
