package io.cityward.app.algorithms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackArchiveIT {

  private static final int DIRECTORY_HEADER = 0x02014b50;
  private static final long LIMIT = 8 << 20;

  @TempDir Path folder;

  private Path into;

  @BeforeEach
  void makeRoom() throws IOException {
    into = Files.createDirectories(folder.resolve("deep").resolve("inside").resolve("into"));
  }

  private void unpack(byte[] zip) throws IOException {
    Path file = folder.resolve("pack.zip");
    Files.write(file, zip);
    new PackArchive(file, LIMIT).unpack(into);
  }

  private static void assertRefused(ThrowingCallable work, String message) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
        .hasMessageContaining(message);
  }

  /** Where the directory tells of an entry. */
  private static int headerOf(byte[] zip, String name) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < zip.length - 46; at++) {
      if (bytes.getInt(at) == DIRECTORY_HEADER) {
        String found = new String(zip, at + 46, bytes.getShort(at + 28), UTF_8);
        if (found.equals(name)) {
          return at;
        }
      }
    }
    throw new IllegalArgumentException("no entry " + name);
  }

  @Test
  void unpacksWhatLiesInIt() throws IOException {
    unpack(PackZip.sound().bytes());
    assertThat(into.resolve("street/pack.yml")).content().startsWith("name: street");
    assertThat(into.resolve("street/street.onnx")).hasBinaryContent(new StreetModel().bytes());
  }

  @Test
  void aZipInItStaysAZip() throws IOException {
    byte[] inner = PackZip.sound().bytes();
    unpack(PackZip.sound().with("street/more.zip", inner).bytes());
    assertThat(into.resolve("street/more.zip")).hasBinaryContent(inner);
    assertThat(into.resolve("street")).isDirectoryNotContaining("glob:**/more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../x",
        "street/../../x",
        "/etc/x",
        "..",
        "street/./x",
        "street//x",
        "C:\\x",
        "a\\..\\x",
        "street/x\u0007",
        "straße/x",
        " x",
        "x/ y"
      })
  void anEntryWhoseNameMightLeadElsewhereIsRefused(String name) throws IOException {
    byte[] zip = PackZip.sound().with(name, new byte[1]).bytes();
    assertRefused(() -> unpack(zip), "(expected: a relative path of at most 200 plain characters");
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(folder.resolve("pack.zip"));
    }
  }

  @Test
  void aLinkIsRefused() {
    byte[] zip = PackZip.sound().with("street/link", "/etc/passwd".getBytes(UTF_8)).bytes();
    ByteBuffer.wrap(zip)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(headerOf(zip, "street/link") + 38, 0xa1ff << 16);
    assertRefused(() -> unpack(zip), "pack: entry: street/link (expected: a file or a folder");
  }

  @Test
  void anEncryptedEntryIsRefused() {
    byte[] zip = PackZip.sound().bytes();
    zip[headerOf(zip, "street/LICENSE") + 8] |= 1;
    assertRefused(() -> unpack(zip), "pack: entry: street/LICENSE (expected: one that is not");
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() {
    byte[] zip = PackZip.sound().with("street/licence", new byte[1]).bytes();
    int second = headerOf(zip, "street/licence") + 46;
    System.arraycopy("street/LICENSE".getBytes(UTF_8), 0, zip, second, 14);
    assertRefused(() -> unpack(zip), "pack: entry: street/LICENSE (expected: each name once)");
  }

  @Test
  void namesThatDifferInCapitalsAloneAreRefused() {
    byte[] zip = PackZip.sound().with("street/license", new byte[1]).bytes();
    assertRefused(() -> unpack(zip), "(expected: each name once)");
  }

  @Test
  void aFileWhereAFolderIsIsRefused() {
    byte[] zip = PackZip.sound().with("street", new byte[1]).bytes();
    assertThatThrownBy(() -> unpack(zip)).isInstanceOf(CityException.class);
  }

  @Test
  void aZipBombIsRefusedByItsRatio() {
    byte[] zip = PackZip.sound().with("street/zeros", new byte[4 << 20]).bytes();
    assertRefused(() -> unpack(zip), "street/zeros unpacks to over 100 times its size");
  }

  @Test
  void whatUnpacksToTooMuchIsRefused() {
    byte[] noise = new byte[5 << 20];
    new Random(1).nextBytes(noise);
    byte[] zip = PackZip.sound().with("street/a", noise).with("street/b", noise.clone()).bytes();
    assertRefused(() -> unpack(zip), "pack: more than 8388608 bytes unpacked (expected: at most");
  }

  @Test
  void aBombThatLiesAboutItsSizeIsRefusedAllTheSame() {
    byte[] zip = PackZip.sound().with("street/zeros", new byte[4 << 20]).bytes();
    ByteBuffer.wrap(zip)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(headerOf(zip, "street/zeros") + 24, 10);
    assertThatThrownBy(() -> unpack(zip)).isInstanceOf(CityException.class);
  }

  @Test
  void moreEntriesThanAPackNeedsAreRefused() {
    PackZip pack = PackZip.sound();
    for (int i = 0; i < 100; i++) {
      pack.with("street/" + i, new byte[1]);
    }
    assertRefused(() -> unpack(pack.bytes()), "pack: 103 entries (expected: at most 100)");
  }

  @Test
  void whatIsNoZipIsRefused() {
    assertRefused(() -> unpack("no ZIP at all, but long enough".getBytes(UTF_8)), "a broken ZIP");
    assertRefused(() -> unpack(new byte[3]), "a broken ZIP (too short)");
  }

  @Test
  void aZipThatBreaksOffIsRefused() {
    byte[] zip = PackZip.sound().bytes();
    assertRefused(() -> unpack(Arrays.copyOf(zip, zip.length / 2)), "a broken ZIP");
  }

  @Test
  void aZipWithDamageInsideIsRefused() {
    byte[] zip = PackZip.sound().with("street/notes", text(50_000)).bytes();
    int middle = headerOf(zip, "street/notes") - 60;
    Arrays.fill(zip, middle - 30, middle, (byte) 0xff);
    assertThatThrownBy(() -> unpack(zip)).isInstanceOf(CityException.class);
  }

  private static byte[] text(int length) {
    StringBuilder text = new StringBuilder();
    Random random = new Random(2);
    while (text.length() < length) {
      text.append((char) ('a' + random.nextInt(20)));
    }
    return text.toString().getBytes(UTF_8);
  }
}
