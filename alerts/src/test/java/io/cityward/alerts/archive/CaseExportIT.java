package io.cityward.alerts.archive;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.evidence.DiskEvidenceStore;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.core.CityException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real book, real files, a real key. */
class CaseExportIT {

  @TempDir Path folder;
  private Book book;
  private DiskEvidenceStore evidence;
  private Evidence snapshot;
  private OrderId order;

  @BeforeEach
  void open() {
    book = new Book(folder);
    evidence = new DiskEvidenceStore(folder.resolve("evidence"));
    evidence.start();
    book.alerts.record(report("f-1", "t-1", Phase.BEGUN, 2, KERB));
    snapshot =
        evidence.put(
            new FindingId("f-1"),
            Evidence.Kind.SNAPSHOT,
            at(2),
            file -> Files.writeString(file, "a picture"));
    book.alerts.attachEvidence(new FindingId("f-1"), snapshot);
    order = book.only().order();
  }

  @AfterEach
  void close() {
    book.close();
  }

  private Path export() throws IOException {
    Path file = folder.resolve("case.zip");
    SigningKey key = new SigningKey(folder.resolve("keys"));
    try (OutputStream out = Files.newOutputStream(file)) {
      var unused =
          new CaseExport(book.store, evidence, key, Clock.systemUTC()).write(order, "li", out);
    }
    return file;
  }

  private static CaseCheck check(Path file) {
    return CaseCheck.of(file, Optional.empty());
  }

  /** The same export with other files. */
  private Path altered(Consumer<Map<String, byte[]>> change) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(export().toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    change.accept(files);
    Path file = folder.resolve("altered.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void isGenuineAsItWasWritten() throws IOException {
    CaseCheck check = CaseCheck.of(export(), Optional.of(ownKey()));
    assertThat(check.problems()).isEmpty();
    assertThat(check.manifest().workOrder()).isEqualTo(order.toString());
    assertThat(check.manifest().exportedBy()).isEqualTo("li");
    assertThat(check.manifest().files())
        .extracting(CaseManifest.Entry::name)
        .containsExactly("case.json", snapshot.path().substring(1));
  }

  private PublicKeyText ownKey() throws IOException {
    return PublicKeyText.parse(Files.readString(folder.resolve("keys/export-key.pub")));
  }

  @Test
  void holdsTheWholeCaseAndLeavesATraceInItsHistory() throws IOException {
    export();
    assertThat(book.order(order).history())
        .last()
        .extracting(HistoryEntry::actor, HistoryEntry::note)
        .containsExactly("li", "exported with 2 files");
    try (ZipFile zip = new ZipFile(export().toFile())) {
      String json =
          new String(
              zip.getInputStream(zip.getEntry("case.json")).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(json).contains(order.toString(), "exported with 2 files", "\"sightings\"");
    }
  }

  @Test
  void noticesAnAlteredFile() throws IOException {
    Path file = altered(files -> files.put("case.json", bytes("{}")));
    assertThat(check(file).problems()).containsExactly("case.json: altered since the export");
  }

  @Test
  void noticesAFileThatIsLongerThanItWas() throws IOException {
    String name = snapshot.path().substring(1);
    Path file = altered(files -> files.put(name, bytes("a picture and more")));
    assertThat(check(file).problems()).containsExactly(name + ": altered since the export");
  }

  @Test
  void noticesMissingAndAddedFiles() throws IOException {
    Path file =
        altered(
            files -> {
              files.remove("case.json");
              files.put("other.json", bytes("{}"));
            });
    assertThat(check(file).problems())
        .containsExactly(
            "other.json: not in the manifest, or twice in the ZIP", "case.json: missing");
  }

  @Test
  void noticesAnAlteredManifest() throws IOException {
    Path file =
        altered(
            files ->
                files.computeIfPresent(
                    "manifest.json",
                    (name, json) ->
                        bytes(
                            new String(json, StandardCharsets.UTF_8)
                                .replace("\"li\"", "\"wang\""))));
    assertThat(check(file).problems())
        .singleElement()
        .asString()
        .startsWith("manifest.json is not signed by key ");
  }

  @Test
  void noticesThatAnotherKeySigned() throws IOException {
    export();
    PublicKeyText first = ownKey();
    Files.delete(folder.resolve("keys/export-key.pem"));
    CaseCheck check = CaseCheck.of(export(), Optional.of(first));
    assertThat(check.problems())
        .singleElement()
        .asString()
        .contains("not signed by key " + first.fingerprint())
        .contains("the export carries key " + ownKey().fingerprint());
  }

  @Test
  void saysThatEvidenceHadBeenAlteredBefore() throws IOException {
    Files.writeString(evidence.file(snapshot.path()).orElseThrow(), "another picture");
    assertThat(check(export()).problems())
        .containsExactly(snapshot.path().substring(1) + ": had been altered before the export");
  }

  @Test
  void saysWhichEvidenceIsNoLongerKept() throws IOException {
    Files.delete(evidence.file(snapshot.path()).orElseThrow());
    CaseCheck check = check(export());
    assertThat(check.genuine()).isTrue();
    assertThat(check.manifest().missing()).containsExactly(snapshot.path().substring(1));
  }

  @Test
  void refusesWhatIsNoExport() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no ZIP");
    assertThatThrownBy(() -> check(text))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("a ZIP");
    Path empty = altered(files -> files.remove("manifest.json"));
    assertThatThrownBy(() -> check(empty)).hasMessageContaining("with manifest.json");
    Path other = altered(files -> files.put("manifest.json", bytes("{\"format\": \"x\"}")));
    assertThatThrownBy(() -> check(other)).hasMessageContaining("manifest");
    Path key = altered(files -> files.put("key.pub", bytes("x")));
    assertThatThrownBy(() -> check(key)).hasMessageContaining("public key");
  }

  @Test
  void theKeyIsForItsOwnerOnlyAndStaysTheSame() throws IOException {
    export();
    Path key = folder.resolve("keys/export-key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    String first = check(export()).fingerprint();
    assertThat(check(export()).fingerprint()).isEqualTo(first);
  }

  @Test
  void aBrokenKeyIsNamedAndNotShown() throws IOException {
    export();
    Files.writeString(folder.resolve("keys/export-key.pem"), "secret words");
    assertThatThrownBy(this::export)
        .hasMessageContaining("signing key")
        .hasMessageContaining("is no Ed25519 key")
        .hasMessageNotContaining("secret words");
  }
}
