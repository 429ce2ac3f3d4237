package io.cityward.app.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.compute.PoolView;
import io.cityward.inference.Counts;
import io.cityward.inference.DepartmentFigures;
import io.cityward.inference.PoolFigures;
import io.cityward.inference.fair.Share;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolBoardTest {

  private static final double CAPACITY = 100;

  private final PoolBoard board =
      new PoolBoard(
          () ->
              new PoolFigures(
                  2,
                  CAPACITY,
                  "coco-nanodet",
                  20,
                  0,
                  List.of(),
                  List.of(
                      department("city", new Share(60, Share.UNLIMITED, 0)),
                      department("parks", Share.NONE),
                      department("traffic-police", new Share(40, 50, 5))),
                  List.of(),
                  List.of()),
          () -> null,
          null,
          Optional::empty,
          new Rates(),
          Clock.systemUTC());

  /** It used to be infinite here, and the capacity in the list of departments. */
  @Test
  void theCeilingOfTheCityIsTheCapacity() {
    assertThat(board.look().departments())
        .extracting(PoolView.Department::ceiling)
        .containsExactly(CAPACITY, 0.0, 50.0);
  }

  private static DepartmentFigures department(String name, Share share) {
    return new DepartmentFigures(
        name, share, 0, 0, 0, 0, 1, 0, 0, 0, new Counts(0, 0, 0, 0, Map.of()));
  }
}
