package io.cityward.app.algorithms;

import io.cityward.alerts.algorithm.AlgorithmBook;
import io.cityward.alerts.algorithm.AlgorithmVersion;
import io.cityward.alerts.algorithm.Comparison.ClassQuality;
import io.cityward.alerts.algorithm.ComparisonBook;
import io.cityward.alerts.algorithm.ShadowBook;
import io.cityward.alerts.algorithm.ShadowSettings;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.algorithm.VersionState;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.app.algorithms.PackScorer.ClassScore;
import io.cityward.testkit.Await;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A repository on a fresh database and folder, whose trials are told how to end. */
final class Repository implements AutoCloseable {

  static final Path MODELS = Path.of("..", "models").toAbsolutePath().normalize();

  /** A trial that passes without any model. */
  static final TrialRun.Launcher PASSES =
      (packs, pack, report) ->
          shell(
              "echo '{\"problems\":[],\"millisPerPicture\":30,\"referenceMillis\":20,"
                  + "\"samples\":[{\"picture\":\"black\",\"detections\":2,\"millis\":30}]}' > "
                  + report);

  static final TrialRun.Launcher CRASHES = (packs, pack, report) -> shell("exit 139");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final SqliteAlertStore store;
  final AlgorithmBook book;
  final AlgorithmDesk desk;
  final ShadowBook shadows;

  Repository(Path folder, TrialRun.Launcher launcher) {
    this(AlgorithmSettings.in(folder), folder, launcher);
  }

  Repository(AlgorithmSettings settings, Path folder, TrialRun.Launcher launcher) {
    Clock clock = Clock.systemUTC();
    store = new SqliteAlertStore(folder.resolve("book.db"));
    store.start();
    book = new AlgorithmBook(store, clock);
    shadows = new ShadowBook(store, ShadowSettings.DEFAULT, clock);
    desk =
        new AlgorithmDesk(
            settings,
            book,
            new ComparisonBook(store, clock),
            MODELS,
            Repository::score,
            launcher,
            Disk.REAL,
            clock);
    desk.start();
    desk.startTrials();
  }

  static List<String> shell(String script) {
    return List.of("/bin/sh", "-c", script);
  }

  /** Versions whose folder of packs is the bundled one do better. */
  private static Map<String, ClassScore> score(Path packs, String pack, Path images, Path work) {
    double ap = packs.equals(MODELS) ? 0.5 : 0.4;
    return Map.of("car", new ClassScore(7, new ClassQuality(ap, 0.8, 0.6)));
  }

  Command li() {
    return new Command("li", UUID.randomUUID().toString());
  }

  Outcome<AlgorithmVersion> upload(PackZip zip) {
    byte[] bytes = zip.bytes();
    UploadOrder order = new UploadOrder(bytes.length, PackZip.sha256(bytes), li());
    String id = desk.beginAnew(order).id();
    for (int at = 0; at < bytes.length; at += Uploads.LARGEST_CHUNK) {
      int length = Math.min(Uploads.LARGEST_CHUNK, bytes.length - at);
      var unused = desk.append(id, at, ByteBuffer.wrap(bytes, at, length).slice());
    }
    return desk.finish(id);
  }

  AlgorithmVersion uploaded(PackZip zip) {
    return ((Outcome.Done<AlgorithmVersion>) upload(zip)).value();
  }

  /** Waits for the end of a trial. */
  AlgorithmVersion tried(VersionId id) {
    Await.until(
        PATIENCE,
        () -> book.version(id).state() != VersionState.UPLOADED,
        "the trial of " + id + " ends");
    return book.version(id);
  }

  @Override
  public void close() {
    desk.close();
    store.close();
  }
}
