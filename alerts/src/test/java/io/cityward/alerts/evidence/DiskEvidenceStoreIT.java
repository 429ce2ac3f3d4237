package io.cityward.alerts.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.core.CityException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskEvidenceStoreIT {

  private static final FindingId FINDING = new FindingId("f-1");
  private static final Instant LATE = Instant.parse("2026-11-23T23:59:59.5Z");

  @TempDir Path folder;
  private EvidenceStore store;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("secret.txt"), "not for you");
    store = new DiskEvidenceStore(folder.resolve("evidence"));
    store.start();
  }

  @Test
  void keepsAFileWithItsHashAndGivesItBack() throws IOException {
    Evidence evidence = put("abc");
    assertThat(evidence)
        .isEqualTo(
            new Evidence(
                Evidence.Kind.CLIP,
                "/evidence/2026/11/23/f-1/clip.mp4",
                "video/mp4",
                3,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                LATE));
    try (InputStream file = Files.newInputStream(store.file(evidence.path()).orElseThrow())) {
      assertThat(file).hasContent("abc");
    }
  }

  @Test
  void keepsAFileOfEveryKindUnderAPathThatItOpensAgain() {
    for (Evidence.Kind kind : Evidence.Kind.values()) {
      Evidence kept =
          store.put(new FindingId("f-2"), kind, LATE, file -> Files.writeString(file, "" + kind));
      assertThat(store.file(kept.path())).isPresent();
    }
  }

  @Test
  void neverChangesWhatItKeeps() throws IOException {
    Evidence first = put("abc");
    assertThat(put("something else")).isEqualTo(first);
    try (InputStream file = Files.newInputStream(store.file(first.path()).orElseThrow())) {
      assertThat(file).hasContent("abc");
    }
  }

  @Test
  void sharesAFileWithAnotherFinding() throws IOException {
    Evidence first = put("abc");
    Evidence shared = store.share(first, new FindingId("f-2"));
    assertThat(shared.path()).isEqualTo("/evidence/2026/11/23/f-2/clip.mp4");
    assertThat(shared.sha256()).isEqualTo(first.sha256());
    assertThat(Files.isSameFile(store.file(shared.path()).orElseThrow(), file(first))).isTrue();
    assertThat(store.share(first, new FindingId("f-2"))).isEqualTo(shared);
  }

  @Test
  void sharesNothingThatItDoesNotKeep() throws IOException {
    Evidence gone = put("abc");
    Files.delete(file(gone));
    assertThatThrownBy(() -> store.share(gone, new FindingId("f-2")))
        .hasMessageContaining("evidence: " + gone.path());
    assertThat(store.file("/evidence/2026/11/23/f-2/clip.mp4")).isEmpty();
  }

  private Path file(Evidence evidence) {
    return store.file(evidence.path()).orElseThrow();
  }

  @Test
  void leavesNothingBehindOfAFileThatCouldNotBeWritten() throws IOException {
    assertThatThrownBy(
            () ->
                store.put(
                    FINDING,
                    Evidence.Kind.CLIP,
                    LATE,
                    file -> {
                      Files.writeString(file, "half");
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("disk full");
    assertThat(store.file("/evidence/2026/11/23/f-1/clip.mp4")).isEmpty();
    try (var left = Files.list(folder.resolve("evidence/incoming"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void clearsWhatAKilledProcessLeftHalfWritten() throws IOException {
    Path half = folder.resolve("evidence/incoming/1-clip.mp4");
    Files.writeString(half, "half");
    store.start();
    assertThat(half).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/evidence/",
        "/evidence/../secret.txt",
        "/evidence/2026/11/23/../../../../secret.txt",
        "/evidence/2026/11/23/f-1/../f-1/clip.mp4",
        "/evidence/2026/11/23/../23/clip.mp4",
        "/evidence//2026/11/23/f-1/clip.mp4",
        "/evidence/2026/11/23/f-1/clip.mp4/",
        "/evidence/2026/11/23/f-1/clip.mp4\u0000.jpg",
        "/evidence/2026/11/23/f-1/%2e%2e/clip.mp4",
        "/evidence/2026/11/23/f-1\\clip.mp4",
        "/evidence/2026/11/23/f-2/clip.mp4",
        "/evidence/incoming/1-clip.mp4",
        "evidence/2026/11/23/f-1/clip.mp4",
        "/evidence/2026/11/23/link/clip.mp4",
      })
  void opensNothingButWhatItGaveOut(String path) throws IOException {
    put("abc");
    Path link = folder.resolve("evidence/2026/11/23/link");
    Files.createDirectories(link);
    Files.createSymbolicLink(link.resolve("clip.mp4"), folder.resolve("secret.txt"));
    assertThat(store.file(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".hidden", "a/b", "a b", "ü", "a:b"})
  void refusesAFindingIdThatCouldLeaveTheFolder(String id) {
    assertThatThrownBy(() -> new FindingId(id)).hasMessageContaining("finding id");
  }

  private Evidence put(String content) {
    return store.put(
        FINDING,
        Evidence.Kind.CLIP,
        LATE,
        file -> Files.write(file, content.getBytes(StandardCharsets.US_ASCII)));
  }
}
