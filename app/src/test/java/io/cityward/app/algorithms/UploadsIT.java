package io.cityward.app.algorithms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.registry.Command;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.testkit.TestClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsIT {

  private static final byte[] ZIP = "a ZIP, as far as uploads know".getBytes(UTF_8);

  @TempDir Path folder;

  private final TestClock clock = TestClock.at("2026-11-25T04:00:00Z");
  private AlgorithmSettings settings;
  private Uploads uploads;

  @BeforeEach
  void start() {
    settings = AlgorithmSettings.in(folder);
    uploads = new Uploads(settings, Disk.REAL, clock);
    uploads.start();
  }

  private static UploadOrder order(String key) {
    return new UploadOrder(ZIP.length, PackZip.sha256(ZIP), new Command("li", key));
  }

  private static ByteBuffer part(int from, int until) {
    return ByteBuffer.wrap(ZIP, from, until - from).slice();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("algorithms/.uploads"))) {
      return files.toList();
    }
  }

  private String read(Upload upload) {
    try {
      return Files.readString(upload.file());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void putsTogetherWhatComesInPieces() throws IOException {
    String id = uploads.begin(order("k")).id();
    assertThat(uploads.append(id, 0, part(0, 10)).received()).isEqualTo(10);
    assertThat(uploads.append(id, 10, part(10, ZIP.length)).received()).isEqualTo(ZIP.length);
    assertThat(uploads.finish(id, this::read)).isEqualTo(new String(ZIP, UTF_8));
    assertThat(files()).isEmpty();
  }

  @Test
  void goesOnWhereItBrokeOff() {
    String id = uploads.begin(order("k")).id();
    uploads.append(id, 0, part(0, 10));
    UploadProgress again = uploads.begin(order("k"));
    assertThat(again.id()).isEqualTo(id);
    assertThat(again.received()).isEqualTo(10);
  }

  @Test
  void aWrongOffsetIsRefusedAndSaysTheRightOne() {
    String id = uploads.begin(order("k")).id();
    uploads.append(id, 0, part(0, 10));
    assertThatThrownBy(() -> uploads.append(id, 0, part(0, 10)))
        .hasMessage("offset: 0 (expected: 10)");
    assertThatThrownBy(() -> uploads.append(id, 11, part(11, 12)))
        .hasMessage("offset: 11 (expected: 10)");
    assertThat(uploads.append(id, 10, part(10, 12)).received()).isEqualTo(12);
  }

  @Test
  void twoGigabytesAreRefusedBeforeTheFirstOfThemComes() throws IOException {
    UploadOrder large = new UploadOrder(2L << 30, "0".repeat(64), new Command("li", "k"));
    assertThatThrownBy(() -> uploads.begin(large))
        .hasMessage("bytes: 2147483648 (expected: at most 536870912, for a pack)");
    assertThat(files()).isEmpty();
  }

  @Test
  void moreThanWasAnnouncedIsRefused() {
    String id = uploads.begin(order("k")).id();
    uploads.append(id, 0, part(0, ZIP.length));
    assertThatThrownBy(() -> uploads.append(id, ZIP.length, ByteBuffer.wrap(new byte[1])))
        .hasMessageContaining("no more than the " + ZIP.length + " bytes that were announced");
  }

  @Test
  void aChunkThatIsTooLargeIsRefused() {
    String id = uploads.begin(order("k")).id();
    ByteBuffer large = ByteBuffer.allocate(Uploads.LARGEST_CHUNK + 1);
    assertThatThrownBy(() -> uploads.append(id, 0, large))
        .hasMessage("chunk: 1048577 bytes (expected: at most 1048576)");
  }

  @Test
  void whatIsCutShortCanBeGoneOnWith() {
    String id = uploads.begin(order("k")).id();
    uploads.append(id, 0, part(0, 10));
    assertThatThrownBy(() -> uploads.finish(id, this::read))
        .hasMessage(
            "upload: 10 bytes (expected: " + ZIP.length + ", as announced; go on at offset 10)");
    uploads.append(id, 10, part(10, ZIP.length));
    assertThat(uploads.finish(id, this::read)).isNotEmpty();
  }

  @Test
  void anotherChecksumThanAnnouncedIsRefusedAndForgotten() throws IOException {
    UploadOrder wrong = new UploadOrder(ZIP.length, "0".repeat(64), new Command("li", "k"));
    String id = uploads.begin(wrong).id();
    uploads.append(id, 0, part(0, ZIP.length));
    assertThatThrownBy(() -> uploads.finish(id, this::read))
        .hasMessage(
            "sha256: " + PackZip.sha256(ZIP) + " (expected: " + "0".repeat(64) + ", as announced)");
    assertThat(files()).isEmpty();
    assertThatThrownBy(() -> uploads.append(id, 0, part(0, 1)))
        .hasMessage("upload: " + id + " (no such upload)");
  }

  @Test
  void soManyAtOnceAndNoMore() {
    for (int i = 0; i < settings.uploads(); i++) {
      uploads.begin(order("k" + i));
    }
    assertThatThrownBy(() -> uploads.begin(order("one too many")))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FULL))
        .hasMessageStartingWith("uploads: 4 under way");
  }

  @Test
  void anUploadThatNobodyGoesOnWithMakesRoom() throws IOException {
    for (int i = 0; i < settings.uploads(); i++) {
      uploads.begin(order("k" + i));
    }
    clock.advance(settings.uploadPatience().plus(Duration.ofSeconds(1)));
    uploads.begin(order("next"));
    assertThat(files()).hasSize(1);
  }

  @Test
  void aKeyIsForOneZip() {
    uploads.begin(order("k"));
    UploadOrder other = new UploadOrder(5, "1".repeat(64), new Command("li", "k"));
    assertThatThrownBy(() -> uploads.begin(other))
        .hasMessageContaining("(expected: a key of its own)");
  }

  @Test
  void aDiskWithoutRoomIsSaidBeforehand() throws IOException {
    Uploads full = new Uploads(settings, new FullDisk(1000), clock);
    full.start();
    assertThatThrownBy(() -> full.begin(order("k")))
        .hasMessageStartingWith("disk: 1000 bytes free");
    assertThat(files()).isEmpty();
  }

  @Test
  void aDiskThatFillsUpOnTheWayLeavesNothingBehind() throws IOException {
    Uploads full = new Uploads(settings, new FullDisk(Long.MAX_VALUE), clock);
    full.start();
    String id = full.begin(order("k")).id();
    assertThatThrownBy(() -> full.append(id, 0, part(0, 10)))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_FAILED))
        .hasMessage("upload: cannot be written: No space left on device");
    assertThat(files()).isEmpty();
    assertThatThrownBy(() -> full.append(id, 0, part(0, 10)))
        .hasMessageContaining("no such upload");
  }

  @Test
  void aRestartForgetsWhatWasUnderWay() throws IOException {
    uploads.begin(order("k"));
    assertThat(files()).hasSize(1);
    new Uploads(settings, Disk.REAL, clock).start();
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsAnnouncedMustMakeSense() {
    assertThatThrownBy(() -> new UploadOrder(0, "xyz", new Command("li", "k")))
        .hasMessageContainingAll("bytes: 0 (expected: 1 or more)", "sha256: 3 characters");
  }

  /** Takes no byte, whatever it said. */
  private record FullDisk(long free) implements Disk {

    @Override
    public long free(Path folder) {
      return free;
    }

    @Override
    public WritableByteChannel create(Path file) throws IOException {
      WritableByteChannel real = Disk.REAL.create(file);
      return new WritableByteChannel() {
        @Override
        public int write(ByteBuffer from) throws IOException {
          throw new IOException("No space left on device");
        }

        @Override
        public boolean isOpen() {
          return real.isOpen();
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }
  }
}
