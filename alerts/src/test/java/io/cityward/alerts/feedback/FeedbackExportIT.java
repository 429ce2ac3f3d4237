package io.cityward.alerts.feedback;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.book.VerdictCommand;
import io.cityward.alerts.evidence.DiskEvidenceStore;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real book and real files. */
class FeedbackExportIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Book book;
  private DiskEvidenceStore evidence;
  private FeedbackExport export;
  private FeedbackSummary summary;

  @BeforeEach
  void open() {
    book = new Book(folder);
    evidence = new DiskEvidenceStore(folder.resolve("evidence"));
    evidence.start();
    export = new FeedbackExport(book.store, evidence);
  }

  @AfterEach
  void close() {
    book.close();
  }

  /** An alert of a camera, with the frame that its scene saw. */
  private AlertId raise(String camera, Box box) {
    book.alerts.record(report(subject(camera, PARKING, "A1"), camera, "t", Phase.BEGUN, 0, 1, box));
    Evidence frame =
        evidence.put(
            new FindingId(camera),
            Evidence.Kind.FRAME,
            at(1),
            file -> Files.write(file, Pictures.jpeg(640, 360)));
    book.alerts.attachEvidence(new FindingId(camera), frame);
    return newest();
  }

  private AlertId newest() {
    return book.all().get(0).id();
  }

  private void judge(AlertId alert, Verdict verdict, String cause) {
    book.alerts.giveVerdict(
        new VerdictCommand(alert, new Judgement(verdict, "wang", cause), "key-" + alert + verdict));
  }

  private Map<String, byte[]> export(FeedbackQuery query) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    summary = export.write(query, bytes);
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  @Test
  void whatWasConfirmedBecomesALabelledPictureAndWhatWasRejectedAnEmptyOne() throws IOException {
    AlertId event = raise("cam-1", KERB);
    AlertId none = raise("cam-2", KERB);
    raise("cam-3", KERB);
    judge(event, Verdict.CONFIRMED, "");
    judge(none, Verdict.REJECTED, "a sign");

    Map<String, byte[]> files = export(FeedbackQuery.ALL);

    assertThat(files)
        .containsOnlyKeys(
            "images/" + event + ".jpg",
            "labels/" + event + ".txt",
            "images/" + none + ".jpg",
            "labels/" + none + ".txt",
            "classes.txt",
            "annotations.json",
            "manifest.csv");
    assertThat(files.get("images/" + event + ".jpg")).isEqualTo(Pictures.jpeg(640, 360));
    assertThat(text(files, "labels/" + event + ".txt"))
        .isEqualTo("0 0.500000 0.500000 0.200000 0.200000\n");
    assertThat(text(files, "labels/" + none + ".txt")).isEmpty();
    assertThat(text(files, "classes.txt")).isEqualTo("illegal-parking\n");
    assertThat(summary).isEqualTo(new FeedbackSummary(1, 1, Map.of()));
  }

  @Test
  void theAnnotationsAreWhatCocoToolsExpect() throws IOException {
    AlertId event = raise("cam-1", new Box(0.1, 0.2, 0.3, 0.6));
    AlertId none = raise("cam-2", KERB);
    judge(event, Verdict.CONFIRMED, "");
    judge(none, Verdict.REJECTED, "a sign");

    JsonNode coco = JSON.readTree(export(FeedbackQuery.ALL).get("annotations.json"));

    Set<Long> categories = new HashSet<>();
    coco.get("categories").forEach(c -> categories.add(c.get("id").asLong()));
    assertThat(categories).hasSameSizeAs(coco.get("categories"));
    Map<Long, JsonNode> images = new LinkedHashMap<>();
    coco.get("images").forEach(i -> images.put(i.get("id").asLong(), i));
    assertThat(images).hasSize(2);
    Set<Long> ids = new HashSet<>();
    for (JsonNode annotation : coco.get("annotations")) {
      assertThat(ids.add(annotation.get("id").asLong())).isTrue();
      assertThat(categories).contains(annotation.get("category_id").asLong());
      JsonNode image = images.get(annotation.get("image_id").asLong());
      JsonNode box = annotation.get("bbox");
      assertThat(box).hasSize(4);
      assertThat(box.get(0).asDouble() + box.get(2).asDouble())
          .isLessThanOrEqualTo(image.get("width").asDouble());
      assertThat(box.get(1).asDouble() + box.get(3).asDouble())
          .isLessThanOrEqualTo(image.get("height").asDouble());
      assertThat(annotation.get("area").asDouble())
          .isCloseTo(box.get(2).asDouble() * box.get(3).asDouble(), within(0.01));
      assertThat(annotation.get("iscrowd").asInt()).isZero();
      assertThat(annotation.get("segmentation").isArray()).isTrue();
    }
    JsonNode first = coco.get("annotations").get(0);
    assertThat(first.get("bbox").toString()).isEqualTo("[64.0,72.0,128.0,144.0]");
    assertThat(first.get("attributes").get("verdict").asText()).isEqualTo("confirmed");
    assertThat(first.get("attributes").get("alertId").asText()).isEqualTo(event.toString());
    assertThat(first.get("attributes").get("score").asDouble()).isEqualTo(0.8);
    JsonNode second = coco.get("annotations").get(1);
    assertThat(second.get("attributes").get("verdict").asText()).isEqualTo("rejected");
    assertThat(second.get("attributes").get("cause").asText()).isEqualTo("a sign");
    assertThat(images.get(first.get("image_id").asLong()).get("file_name").asText())
        .isEqualTo(event + ".jpg");
    // A rejected box is no event to whoever looks at categories alone.
    assertThat(coco.get("categories").get(0).get("name").asText()).isEqualTo("illegal-parking");
    assertThat(first.get("category_id")).isEqualTo(coco.get("categories").get(0).get("id"));
    assertThat(coco.get("categories").get(1).get("name").asText()).isEqualTo("not-illegal-parking");
    assertThat(second.get("category_id")).isEqualTo(coco.get("categories").get(1).get("id"));
  }

  @Test
  void theBoxIsWhereTheFrameShowsIt() throws IOException {
    AlertId alert = raise("cam-1", KERB);
    Box moved = new Box(0.45, 0.4, 0.65, 0.6);
    book.alerts.record(
        report(subject("cam-1", PARKING, "A1"), "cam-1", "t", Phase.ONGOING, 0, 60, moved));
    assertThat(book.only().box()).isEqualTo(moved);
    judge(alert, Verdict.CONFIRMED, "");
    assertThat(text(export(FeedbackQuery.ALL), "labels/" + alert + ".txt"))
        .startsWith("0 0.500000 0.500000 ");
  }

  @Test
  void whatHasNoPictureIsNamedWithTheReason() throws IOException {
    AlertId gone = raise("cam-1", KERB);
    AlertId changed = raise("cam-2", KERB);
    AlertId broken = raise("cam-3", KERB);
    AlertId whole = raise("cam-4", new Box(0, 0, 1, 1));
    book.alerts.record(
        report(subject("cam-5", PARKING, "A1"), "cam-5", "t", Phase.BEGUN, 0, 1, KERB));
    AlertId never = newest();
    book.alerts.record(
        report(subject("cam-6", PARKING, "A1"), "cam-6", "t", Phase.BEGUN, 0, 1, KERB));
    AlertId text = newest();
    book.alerts.attachEvidence(
        new FindingId("cam-6"),
        evidence.put(
            new FindingId("cam-6"),
            Evidence.Kind.FRAME,
            at(1),
            file -> Files.writeString(file, "no picture")));
    for (AlertId alert : List.of(gone, changed, broken, whole, never, text)) {
      judge(alert, Verdict.CONFIRMED, "");
    }
    Files.delete(file("cam-1"));
    Files.write(file("cam-2"), Pictures.jpeg(64, 64));
    Files.write(file("cam-3"), new byte[0]);

    Map<String, byte[]> files = export(FeedbackQuery.ALL);

    assertThat(files).containsOnlyKeys("classes.txt", "annotations.json", "manifest.csv");
    assertThat(text(files, "manifest.csv").lines())
        .anyMatch(line -> line.startsWith(gone + ",") && line.endsWith(",the file is gone"))
        .anyMatch(line -> line.startsWith(changed + ",") && line.endsWith("not what was stored"))
        .anyMatch(line -> line.startsWith(whole + ",") && line.endsWith("has no box"))
        .anyMatch(line -> line.startsWith(never + ",") && line.endsWith(",,,no frame was stored"))
        .anyMatch(line -> line.startsWith(text + ",") && line.endsWith(",the file is no JPEG"))
        .hasSize(7);
    assertThat(summary.skipped())
        .isEqualTo(
            Map.of(
                Skipped.GONE,
                1,
                Skipped.CHANGED,
                2,
                Skipped.NO_BOX,
                1,
                Skipped.NO_FRAME,
                1,
                Skipped.NO_JPEG,
                1));
  }

  @Test
  void theManifestSaysNotWhoJudgedAndHoldsNoFormulas() throws IOException {
    AlertId alert = raise("cam-1", KERB);
    judge(alert, Verdict.REJECTED, "=cmd|' /C calc'!A0, \"twice\"\nand more");
    String manifest = text(export(FeedbackQuery.ALL), "manifest.csv");
    assertThat(manifest)
        .startsWith("alert,camera,scene,event_code,verdict,cause,raised_at,frame_at,")
        .contains(alert + ",cam-1,illegal-parking,09009,rejected,")
        .contains(",\"'=cmd|' /C calc'!A0, \"\"twice\"\"\nand more\",")
        .contains(",2026-11-23T08:00:01Z,0.400000,0.400000,0.600000,0.600000,0.800000,")
        .doesNotContain("wang");
  }

  @Test
  void cameraSceneAndTimeNarrowIt() throws IOException {
    AlertId one = raise("cam-1", KERB);
    AlertId two = raise("cam-2", KERB);
    judge(one, Verdict.CONFIRMED, "");
    judge(two, Verdict.CONFIRMED, "");
    export(new FeedbackQuery(Set.of(new CameraId("cam-2")), Set.of(), none(), none()));
    assertThat(summary.confirmed()).isOne();
    export(new FeedbackQuery(Set.of(), Set.of("garbage-pile"), none(), none()));
    assertThat(summary.confirmed()).isZero();
    export(new FeedbackQuery(Set.of(), Set.of(), none(), Optional.of(Findings.START)));
    assertThat(summary.confirmed()).isZero();
    export(new FeedbackQuery(Set.of(), Set.of(), Optional.of(at(100)), Optional.of(at(101))));
    assertThat(summary.confirmed()).isEqualTo(2);
    assertThatThrownBy(
            () -> new FeedbackQuery(Set.of(), Set.of(), Optional.of(at(2)), Optional.of(at(1))))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("raised_until");
  }

  @Test
  void moreThanOneExportTakesIsRefusedBeforeTheFirstByte() {
    for (int i = 0; i < 4; i++) {
      judge(raise("cam-" + i, KERB), Verdict.CONFIRMED, "");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FeedbackExport small = new FeedbackExport(book.store, evidence, 3);
    assertThatThrownBy(() -> small.write(FeedbackQuery.ALL, bytes))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("more than 3 (expected: at most 3 in one export");
    assertThat(bytes.size()).isZero();
  }

  @Test
  void withoutAnyVerdictTheSetIsEmptyAndSound() throws IOException {
    raise("cam-1", KERB);
    Map<String, byte[]> files = export(FeedbackQuery.ALL);
    assertThat(JSON.readTree(files.get("annotations.json")).get("images")).isEmpty();
    assertThat(text(files, "manifest.csv").lines()).hasSize(1);
  }

  private Path file(String finding) {
    return evidence.file("/evidence/2026/11/23/" + finding + "/frame.jpg").orElseThrow();
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
