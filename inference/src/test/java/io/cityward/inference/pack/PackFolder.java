package io.cityward.inference.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A pack's folder to try things with: the manifest is sound until a line of it is changed. */
public final class PackFolder {

  private static final String MANIFEST =
      """
      name: street
      version: 1.2.3
      task: object-detection
      engine: onnxruntime
      model:
        file: street.onnx
        sha256: %s
      input:
        name: image
        layout: NCHW
        type: float32
        channels: BGR
        sizes: [[64, 32], [128, 64]]
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

  /**
   * A second head for {@link #inHeads}: labels 4 garbage, 5 not reported, 6 car as in the first.
   */
  public static final String SECOND_HEAD =
      """
          - scores: [gcls8, gcls16, gcls32]
            boxes: [gbox8, gbox16, gbox32]
            minScore: 0.3
            suppression:
              iou: 0.4
              contained: 1
            labels:
              - { name: heap, as: garbage }
              - { name: leaf }
              - { name: motorcar, as: car }
      """
          .stripTrailing();

  private final Path folder;

  private PackFolder(Path folder) {
    this.folder = folder;
  }

  /** A pack {@code street} in a folder of packs, with these bytes as its model file. */
  public static PackFolder create(Path models, byte[] model) throws IOException {
    Path folder = Files.createDirectories(models.resolve("street"));
    Files.write(folder.resolve("street.onnx"), model);
    Files.writeString(folder.resolve("LICENSE"), "MIT");
    Files.writeString(folder.resolve("pack.yml"), MANIFEST.formatted(sha256(model)));
    return new PackFolder(folder);
  }

  public static PackFolder create(Path models) throws IOException {
    return create(models, "no graph".getBytes(UTF_8));
  }

  /** A copy of the pack that this repository ships. */
  public static PackFolder copyOfCocoNanodet(Path models) throws IOException {
    return copy(Path.of("../models/coco-nanodet"), models);
  }

  /** A copy of a pack's folder in a folder of packs. */
  public static PackFolder copy(Path original, Path models) throws IOException {
    Path folder = Files.createDirectories(models.resolve(original.getFileName()));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(original)) {
      for (Path file : files) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return new PackFolder(folder);
  }

  /** Puts another file in the place of the model, and its checksum into the manifest. */
  public PackFolder replaceModel(Path file) throws IOException {
    ModelPack before = read();
    Files.copy(file, before.model(), StandardCopyOption.REPLACE_EXISTING);
    return change(before.sha256(), sha256(Files.readAllBytes(file)));
  }

  /** Lets a server run the model: the model's lines of the manifest name it instead of a file. */
  public PackFolder onRemote(String remote, String model) throws IOException {
    ModelPack before = read();
    Path file = before.model().getFileName();
    return change("engine: " + before.engine(), "engine: open-inference")
        .change("file: " + file, "remote: " + remote)
        .change("sha256: " + before.sha256(), "name: " + model);
  }

  public PackFolder change(String from, String to) throws IOException {
    Path manifest = folder.resolve("pack.yml");
    String text = Files.readString(manifest);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(from + " is not in " + manifest);
    }
    Files.writeString(manifest, text.replace(from, to));
    return this;
  }

  /** Writes the manifest with a list of heads: what it had without, and more if given. */
  public PackFolder inHeads(String... more) throws IOException {
    Path manifest = folder.resolve("pack.yml");
    List<String> lines = new ArrayList<>(Files.readAllLines(manifest));
    List<String> labels = cut(lines, "labels:");
    List<String> head = cut(lines, "  scores:");
    List<String> heads = new ArrayList<>(List.of("  heads:", "    - " + head.get(0).strip()));
    head.stream().skip(1).forEach(line -> heads.add("    " + line));
    labels.forEach(line -> heads.add("      " + line));
    heads.addAll(List.of(more));
    lines.addAll(lines.indexOf("outputs:") + 1, heads);
    Files.write(manifest, lines);
    return this;
  }

  /** Takes out a line and all that follow up to the next key at the top. */
  private static List<String> cut(List<String> lines, String start) {
    int from = 0;
    while (!lines.get(from).startsWith(start)) {
      from++;
    }
    int to = from + 1;
    while (lines.get(to).isEmpty() || lines.get(to).startsWith(" ")) {
      to++;
    }
    List<String> cut = List.copyOf(lines.subList(from, to));
    lines.subList(from, to).clear();
    return cut;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public ModelPack read() {
    return new PackRepository(folder.getParent()).pack(folder.getFileName().toString());
  }

  /** A pack as above, of which only the manifest matters. */
  public static ModelPack pack(Path models) {
    try {
      return create(models).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
