package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.Picture;
import io.cityward.inference.pack.InputSize;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class MeasuredTest {

  private static final InputSize SIZE = new InputSize(64, 32);
  private static final long MILLIS = 1_000_000;

  private long nanos;
  private long work;

  @Test
  void takesOneAtATimeWhereMoreGainNothing() {
    assertThat(batch(10, 10, 9.5, 9.2)).isEqualTo(1);
  }

  @Test
  void takesTheSmallestBatchThatNoSmallerOneComesNear() {
    assertThat(batch(10, 6, 5.8, 5.5)).isEqualTo(2);
    assertThat(batch(10, 6, 4, 3.9)).isEqualTo(4);
    assertThat(batch(10, 9.5, 8.9, 8.8)).isEqualTo(4);
    assertThat(batch(10, 12, 12, 8)).isEqualTo(8);
  }

  private static int batch(double one, double two, double four, double eight) {
    return new Measured(Map.of(1, one, 2, two, 4, four, 8, eight)).batch();
  }

  @Test
  void measuresPerPictureAndLeavesTheFirstRunOut() {
    Clockwork detector = new Clockwork(8, n -> nanos == 0 ? 500 * MILLIS : (10 + 5 * n) * MILLIS);

    Measured measured = measure(detector);

    assertThat(measured.secondsPerPicture())
        .isEqualTo(Map.of(1, 0.015, 2, 0.010, 4, 0.0075, 8, 0.00625));
    assertThat(measured.batch()).isEqualTo(8);
    assertThat(measured.secondsAlone()).isEqualTo(0.015);
    assertThat(measured.seconds()).isEqualTo(0.00625);
  }

  @Test
  void leavesOutWhatOthersTakeOfABusyMachineWhereTheModelRunsInItsOwnThread() {
    Clockwork detector = new Clockwork(1, n -> 40 * MILLIS);
    detector.workShare = 0.25;

    assertThat(measure(detector).secondsAlone()).isEqualTo(0.04);
    detector.inCaller = true;
    assertThat(measure(detector).secondsAlone()).isEqualTo(0.01);
  }

  private Measured measure(Detector detector) {
    return Measured.of(detector, SIZE, () -> nanos, () -> work);
  }

  @Test
  void measuresASlowModelOnlyOnce() {
    Clockwork detector = new Clockwork(8, n -> 10_000 * MILLIS);

    Measured measured = measure(detector);

    assertThat(detector.runs).isEqualTo(1);
    assertThat(measured.secondsPerPicture()).isEqualTo(Map.of(1, 10.0));
  }

  @Test
  void isContentWithSmallerBatchesWhereLargerOnesFail() {
    Clockwork detector =
        new Clockwork(
            8,
            n -> {
              if (n > 2) {
                throw new IllegalStateException("no memory for " + n);
              }
              return 10 * MILLIS;
            });

    assertThat(measure(detector).batch()).isEqualTo(2);
  }

  @Test
  void refusesAModelThatCannotLookAtOne() {
    Clockwork detector =
        new Clockwork(
            8,
            n -> {
              throw new IllegalStateException("broken");
            });

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> measure(detector));
  }

  @Test
  void paintsOnlyThePartOfTheCanvasThatIsThePictures() {
    ByteBuffer canvas = ByteBuffer.allocate(3 * 4 * 4);
    Picture picture = new TrialPicture(SIZE);

    picture.paintBgr(canvas, 4, 0, 1, 4, 2);

    assertThat(canvas.get(11)).isZero();
    assertThat(canvas.get(13)).isNotZero();
    assertThat(canvas.get(35)).isNotZero();
    assertThat(canvas.get(36)).isZero();
  }

  /** Runs take what the test says. */
  private final class Clockwork implements Detector {

    private final int batch;
    private final IntToLongFunction takes;
    double workShare = 1;
    boolean inCaller;
    int runs;

    Clockwork(int batch, IntToLongFunction takes) {
      this.batch = batch;
      this.takes = takes;
    }

    @Override
    public int batch() {
      return batch;
    }

    @Override
    public boolean worksInCaller() {
      return inCaller;
    }

    @Override
    public List<List<Detection>> detect(List<? extends Picture> pictures) {
      runs++;
      long taken = takes.applyAsLong(pictures.size());
      nanos += taken;
      work += (long) (workShare * taken);
      return Collections.nCopies(pictures.size(), List.of());
    }

    @Override
    public void close() {}
  }
}
