package io.cityward.app.algorithms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cityward.core.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The ZIP of a pack to try things with: sound, until something of it is changed. */
final class PackZip {

  private static final String MANIFEST =
      """
      name: street
      version: 1.2.3
      task: object-detection
      engine: onnxruntime
      model:
        file: street.onnx
        sha256: SHA256
      input:
        name: image
        layout: NCHW
        type: float32
        channels: BGR
        sizes: [[64, 32]]
        multipleOf: 32
      preprocessing:
        resize: letterbox
        pad: 114
        mean: [103.53, 116.28, 123.675]
        std: [57.375, 57.12, 58.395]
      outputs:
        decoder: nanodet
        strides: [8, 16, 32]
        bins: 11
        scores: [cls8, cls16, cls32]
        boxes: [box8, box16, box32]
        minScore: 0.2
        suppression:
          iou: 0.6
          contained: 0.7
          groups:
            - classes: [car, truck]
      labels:
        - { name: automobile, as: car }
        - { name: lorry, as: truck }
        - { name: pedestrian, as: person }
        - { name: kite }
      licences:
        - { spdx: MIT, appliesTo: all of it, file: LICENSE }
      origin:
        source: https://example.org/street.tgz
        files: [street.bin]
        upstream: https://example.org/street
        trainedOn: streets
        recipe: ./make.sh
      quality:
        - { what: AP50, value: 0.5, by: us, command: null }
      """;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private PackZip() {}

  /** With these bytes as the model, and their checksum in the manifest. */
  static PackZip of(byte[] model) {
    PackZip zip = new PackZip();
    String sha256 = Sha256.of(model);
    zip.files.put("street/pack.yml", MANIFEST.replace("SHA256", sha256).getBytes(UTF_8));
    zip.files.put("street/street.onnx", model);
    zip.files.put("street/LICENSE", "MIT License ...".getBytes(UTF_8));
    return zip;
  }

  static PackZip sound() {
    return of(new StreetModel().bytes());
  }

  /** Changes the manifest. */
  PackZip change(String from, String to) {
    String text = new String(files.get("street/pack.yml"), UTF_8);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(from + " is not in the manifest");
    }
    files.put("street/pack.yml", text.replace(from, to).getBytes(UTF_8));
    return this;
  }

  PackZip version(String version) {
    return change("version: 1.2.3", "version: " + version);
  }

  PackZip with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  PackZip without(String name) {
    files.remove(name);
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String sha256(byte[] bytes) {
    return Sha256.of(bytes);
  }
}
