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

class SessionTest {

  private static final Picture PICTURE = new RecordedJob.NamedPicture("p");

  private final CountingMetrics metrics = new CountingMetrics();
  private final FakeEngine engine = new FakeEngine(p -> List.of());
  private long nanos;
  private Session session;

  @BeforeEach
  void createSession(@TempDir Path models) {
    Workload workload = new Workload(PackFolder.pack(models), new InputSize(64, 32));
    session = new Session(engine.alone(), workload, metrics, () -> nanos);
  }

  @Test
  void opensOnceWhenFirstNeeded() {
    assertThat(engine.opened).hasValue(0);

    session.detect(PICTURE);
    session.detect(PICTURE);

    assertThat(engine.opened).hasValue(1);
  }

  @Test
  void opensAnewAfterFailuresInARow() {
    fail(Session.FAILURES_TO_GIVE_UP);
    engine.become(p -> List.of());

    session.detect(PICTURE);

    assertThat(engine.opened).hasValue(2);
    assertThat(engine.closed).hasValue(1);
    assertThat(metrics.gaveUp).hasValue(1);
  }

  @Test
  void forgetsFailuresAfterASuccess() {
    fail(Session.FAILURES_TO_GIVE_UP - 1);
    engine.become(p -> List.of());
    session.detect(PICTURE);
    fail(Session.FAILURES_TO_GIVE_UP - 1);

    assertThat(engine.opened).hasValue(1);
    assertThat(metrics.gaveUp).hasValue(0);
  }

  @Test
  void restsBeforeItTriesAgainWhatCouldNotBeOpened() {
    engine.refuseWith(() -> new CityException(ErrorCode.EXTERNAL_FAILED, "pack street: corrupt"));
    assertRefused();
    engine.refuseWith(null);
    nanos = Session.REST.toNanos() - 1;
    assertRefused();

    nanos = Session.REST.toNanos();

    assertThat(session.detect(PICTURE)).isEmpty();
    assertThat(engine.opened).hasValue(1);
  }

  @Test
  void closesWhatItOpenedOnlyOnce() {
    session.close();
    session.detect(PICTURE);
    session.close();
    session.close();

    assertThat(engine.closed).hasValue(1);
  }

  private void assertRefused() {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> session.detect(PICTURE))
        .withMessage("pack street: corrupt");
  }

  private void fail(int times) {
    engine.become(
        p -> {
          throw new IllegalStateException("broken");
        });
    for (int i = 0; i < times; i++) {
      assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> session.detect(PICTURE))
          .returns(ErrorCode.INTERNAL, CityException::code);
    }
  }
}
