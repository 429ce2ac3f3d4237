package io.cityward.app.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.algorithm.ShadowBook;
import io.cityward.alerts.algorithm.ShadowSettings;
import io.cityward.alerts.algorithm.ShadowWatch;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.scenes.Finding;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowDeskIT {

  private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");
  private static final CameraId KERB = new CameraId("kerb");
  private static final ModelPack PACK =
      new PackRepository(Path.of("../models")).pack("coco-nanodet");

  @TempDir Path folder;
  private SqliteAlertStore store;
  private ShadowDesk desk;

  @BeforeEach
  void open() {
    store = new SqliteAlertStore(folder.resolve("book.db"));
    store.start();
    Clock clock = Clock.systemUTC();
    desk = new ShadowDesk(new ShadowBook(store, ShadowSettings.DEFAULT, clock), NOW);
  }

  @AfterEach
  void close() {
    desk.close();
    store.close();
  }

  /** Both used to stand in one queue, and what came last was left out. */
  @Test
  void whereAShadowLooksIsKeptHoweverMuchItFinds() {
    store.write(
        busy -> {
          for (int i = 0; i < 2000; i++) {
            desk.found(KERB, PACK, finding(i));
          }
          desk.watching(KERB, PACK, Set.of("illegal-parking"));
          return true;
        });
    assertThat(desk.leftOut()).isPositive();
    desk.close();
    assertThat(watches()).extracting(ShadowWatch::scene).containsExactly("illegal-parking");
  }

  @Test
  void whatWasSaidLastOfAPlaceHolds() {
    store.write(
        busy -> {
          desk.watching(KERB, PACK, Set.of("illegal-parking"));
          desk.notWatching(KERB, PACK);
          desk.watching(KERB, PACK, Set.of("crowd"));
          return true;
        });
    desk.close();
    assertThat(watches())
        .filteredOn(watch -> watch.until().isEmpty())
        .extracting(ShadowWatch::scene)
        .containsExactly("crowd");
  }

  private List<ShadowWatch> watches() {
    VersionId version = new VersionId(PACK.name(), PACK.version());
    return store.read(ledger -> ledger.shadows().watches(version));
  }

  private static Finding finding(int number) {
    return new Finding(
        "illegal-parking",
        "lane",
        "t" + number,
        Finding.Phase.BEGUN,
        NOW,
        NOW,
        NOW,
        new Box(0, 0, 1, 1),
        0.5,
        "stands");
  }
}
