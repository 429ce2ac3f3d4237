package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Picture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.PackFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {

  private static final List<Picture> PICTURE = List.of(new RecordedJob.NamedPicture("p"));

  private final CountingMetrics metrics = new CountingMetrics();
  private final FakeEngine engine = new FakeEngine(p -> List.of());
  private final Scale scale = new Scale(PoolSettings.of(1));
  private long nanos;
  private Shelf shelf;

  @BeforeEach
  void createShelf(@TempDir Path models) {
    Workload workload = new Workload(PackFolder.pack(models), new InputSize(64, 32));
    shelf = new Shelf(workload, engine.alone(), Device.CPU, scale, metrics, () -> nanos);
  }

  @Test
  void opensOnceWhenFirstNeeded() {
    assertThat(engine.opened).hasValue(0);

    detect();
    detect();

    assertThat(engine.opened).hasValue(1);
  }

  @Test
  void opensAnotherForEachThatIsAtWork() {
    Session first = shelf.take();
    Session second = shelf.take();

    shelf.giveBack(first, true);
    shelf.giveBack(second, true);

    assertThat(engine.opened).hasValue(2);
    assertThat(shelf.sessions()).isEqualTo(2);
  }

  @Test
  void opensAnewAfterFailuresInARow() {
    fail(Session.FAILURES_TO_GIVE_UP);
    engine.become(p -> List.of());

    detect();

    assertThat(engine.opened).hasValue(2);
    assertThat(engine.closed).hasValue(1);
    assertThat(metrics.gaveUp).hasValue(1);
  }

  @Test
  void forgetsFailuresAfterASuccess() {
    fail(Session.FAILURES_TO_GIVE_UP - 1);
    engine.become(p -> List.of());
    detect();
    fail(Session.FAILURES_TO_GIVE_UP - 1);

    assertThat(engine.opened).hasValue(1);
    assertThat(metrics.gaveUp).hasValue(0);
  }

  @Test
  void restsBeforeItTriesAgainWhatCouldNotBeOpened() {
    engine.refuseWith(() -> new CityException(ErrorCode.EXTERNAL_FAILED, "pack street: corrupt"));
    assertRefused();
    engine.refuseWith(null);
    nanos = Rest.FIRST.toNanos() - 1;
    assertRefused();

    nanos = Rest.FIRST.toNanos();

    assertThat(detect()).isEmpty();
    assertThat(engine.opened).hasValue(1);
  }

  @Test
  void soonKnowsWhatRunsTakeThoughTheMeasurementWasDisturbed() {
    engine.batch(1, pictures -> nanos += 1_000_000_000);
    detect();
    assertThat(shelf.seconds()).isEqualTo(1);

    for (int run = 0; run < 99; run++) {
      shelf.worked(0.1);
    }

    assertThat(shelf.seconds()).isBetween(0.1, 0.12);
    assertThat(shelf.measuredSeconds()).isEqualTo(1);
  }

  @Test
  void closesWhatStandsHereAndWhatComesBackLater() {
    Session away = shelf.take();
    shelf.giveBack(shelf.take(), true);

    shelf.close();
    shelf.close();
    assertThat(engine.closed).hasValue(1);
    shelf.giveBack(away, true);

    assertThat(engine.closed).hasValue(2);
    assertThat(shelf.sessions()).isZero();
  }

  private void assertRefused() {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(this::detect)
        .withMessage("pack street: corrupt");
  }

  private List<Detection> detect() {
    Session session = shelf.take();
    try {
      return session.detect(PICTURE).get(0);
    } finally {
      shelf.giveBack(session, true);
    }
  }

  private void fail(int times) {
    engine.become(
        p -> {
          throw new IllegalStateException("broken");
        });
    for (int i = 0; i < times; i++) {
      assertThatExceptionOfType(CityException.class)
          .isThrownBy(this::detect)
          .returns(ErrorCode.INTERNAL, CityException::code);
    }
  }
}
