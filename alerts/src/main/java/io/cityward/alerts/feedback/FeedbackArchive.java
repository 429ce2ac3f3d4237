package io.cityward.alerts.feedback;

import io.cityward.core.Box;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The ZIP as it grows: pictures and labels at once, what speaks of all of them at the end. One
 * thread.
 */
final class FeedbackArchive {

  private final ZipOutputStream zip;
  private final List<String> scenes;
  private final CocoAnnotations coco;
  private final List<String> manifest = new ArrayList<>(List.of(ManifestLine.HEADER));
  private final Map<Skipped, Integer> skipped = new EnumMap<>(Skipped.class);
  private int confirmed;
  private int rejected;

  /**
   * @param scenes of all that will be added, in the order of their classes
   */
  FeedbackArchive(OutputStream to, List<String> scenes) {
    this.zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
    this.scenes = scenes;
    this.coco = new CocoAnnotations(scenes);
  }

  void add(Judged judged, byte[] jpeg, JpegSize size) throws IOException {
    String image = "images/" + judged.fileName() + ".jpg";
    store(image, jpeg, judged);
    write("labels/" + judged.fileName() + ".txt", label(judged));
    coco.add(judged, size);
    manifest.add(ManifestLine.of(judged, image, ""));
    confirmed += judged.confirmed() ? 1 : 0;
    rejected += judged.confirmed() ? 0 : 1;
  }

  void skip(Judged judged, Skipped why) {
    manifest.add(ManifestLine.of(judged, "", why.words()));
    skipped.merge(why, 1, Integer::sum);
  }

  FeedbackSummary finish() throws IOException {
    write("classes.txt", String.join("\n", scenes) + "\n");
    write("annotations.json", coco.json());
    write("manifest.csv", String.join("\n", manifest) + "\n");
    zip.finish();
    return new FeedbackSummary(confirmed, rejected, skipped);
  }

  /** The box of what was an event; nothing of what was none. */
  private String label(Judged judged) {
    if (!judged.confirmed()) {
      return "";
    }
    Box box = judged.box();
    return String.format(
        Locale.ROOT,
        "%d %.6f %.6f %.6f %.6f\n",
        scenes.indexOf(judged.scene()),
        box.centre().x(),
        box.centre().y(),
        box.width(),
        box.height());
  }

  /** As it is: a JPEG does not become smaller. */
  private void store(String name, byte[] bytes, Judged judged) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTime(judged.raisedAt().toEpochMilli());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private void write(String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
