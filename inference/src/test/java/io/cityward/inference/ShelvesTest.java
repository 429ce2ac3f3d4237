package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Picture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.PackFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelvesTest {

  private static final List<Picture> PICTURE = List.of(new RecordedJob.NamedPicture("p"));

  private final FakeEngine engine = new FakeEngine(p -> List.of());
  private final AtomicInteger trials = new AtomicInteger();
  private long nanos;

  @Test
  void aWorkloadThatComesBackIsNotMeasuredAgain(@TempDir Path models) {
    engine.batch(1, pictures -> trials.incrementAndGet());
    Scale scale = new Scale(PoolSettings.of(1));
    Shelves shelves =
        new Shelves(
            w ->
                new Shelf(w, engine.alone(), Device.CPU, scale, new CountingMetrics(), () -> nanos),
            () -> nanos);
    Workload workload = new Workload(PackFolder.pack(models), new InputSize(64, 32));
    Shelf first = shelves.want(workload);
    look(first);
    int measuring = trials.get();
    shelves.unwant(first);
    shelves.tidy();

    Shelf again = shelves.want(workload);
    look(again);

    assertThat(again).isNotSameAs(first);
    assertThat(measuring).isPositive();
    assertThat(trials.get()).isEqualTo(measuring);
    assertThat(again.measuredSeconds()).isEqualTo(first.measuredSeconds());
  }

  private static void look(Shelf shelf) {
    Session session = shelf.take();
    session.detect(PICTURE);
    shelf.giveBack(session, true);
  }
}
