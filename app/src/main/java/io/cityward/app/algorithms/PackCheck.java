package io.cityward.app.algorithms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.cityward.alerts.algorithm.PackFacts;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import io.cityward.inference.pack.Label;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.Origin.Licence;
import io.cityward.inference.pack.PackRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether an unpacked folder is a pack that may come into the repository. */
final class PackCheck {

  private static final String MANIFEST = "pack.yml";
  private static final long LARGEST_MANIFEST = 1 << 20;

  /** What macOS adds to every ZIP that it makes. */
  private static final String MACOS = "__MACOSX";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final LicenceRule licences;

  PackCheck(LicenceRule licences) {
    this.licences = licences;
  }

  /**
   * Checks everything but whether the model runs, and puts the pack under its name.
   *
   * @param unpacked what came out of the ZIP
   * @param packs an empty folder
   * @throws CityException INVALID with every problem of the manifest
   */
  CheckedPack check(Path unpacked, Path packs, String archiveSha256) {
    try {
      Path root = root(unpacked);
      VersionId id = id(root.resolve(MANIFEST));
      Path folder = packs.resolve(id.algorithm());
      Files.createDirectories(packs);
      Files.move(root, folder);
      ModelPack pack = read(packs, id.algorithm());
      licences.check(pack, folder);
      return new CheckedPack(id, facts(pack, folder, archiveSha256), packs);
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "pack: cannot be read: " + e.getMessage(), e);
    }
  }

  static PackFacts facts(ModelPack pack, Path folder, String archiveSha256) throws IOException {
    FolderContent content = FolderContent.of(folder);
    return new PackFacts(
        pack.engine(),
        content.bytes(),
        content.sha256(),
        archiveSha256,
        pack.origin().licences().stream().map(Licence::spdx).distinct().toList(),
        pack.labels().stream().map(Label::as).flatMap(Optional::stream).distinct().toList());
  }

  private static Path root(Path unpacked) throws IOException {
    if (Files.isRegularFile(unpacked.resolve(MANIFEST))) {
      return unpacked;
    }
    try (Stream<Path> inside = Files.list(unpacked)) {
      List<Path> roots =
          inside
              .filter(path -> !path.getFileName().toString().equals(MACOS))
              .filter(path -> Files.isRegularFile(path.resolve(MANIFEST)))
              .toList();
      if (roots.size() == 1) {
        return roots.get(0);
      }
      throw CityException.invalid(
          "pack",
          roots.size() + " files " + MANIFEST,
          "one " + MANIFEST + ", at the top of the ZIP or in the folder there");
    }
  }

  /** Read before the manifest as a whole, which is only sound under its own name. */
  private static VersionId id(Path manifest) throws IOException {
    if (Files.size(manifest) > LARGEST_MANIFEST) {
      throw CityException.invalid(
          MANIFEST, Files.size(manifest) + " bytes", "at most " + LARGEST_MANIFEST);
    }
    try {
      JsonNode tree = YAML.readTree(manifest.toFile());
      return new VersionId(tree.path("name").asText(), tree.path("version").asText());
    } catch (JsonProcessingException e) {
      throw CityException.invalid(MANIFEST, "no YAML", "keys and values");
    } catch (CityException e) {
      throw CityException.invalid(inManifest(e.problems()));
    }
  }

  private static ModelPack read(Path packs, String name) {
    try {
      return new PackRepository(packs).pack(name);
    } catch (CityException e) {
      if (e.problems().isEmpty()) {
        throw e;
      }
      throw CityException.invalid(inManifest(e.problems()));
    }
  }

  /** Where the manifest lies now says nothing to who has sent it. */
  private static List<Problem> inManifest(List<Problem> problems) {
    return problems.stream()
        .map(problem -> new Problem(MANIFEST, problem.name(), problem.text()))
        .toList();
  }
}
