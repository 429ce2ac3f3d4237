package io.cityward.app.algorithms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCheckIT {

  @TempDir Path folder;

  private int tries;

  private CheckedPack check(PackZip zip) throws IOException {
    Path work = Files.createDirectory(folder.resolve("try" + tries++));
    Path file = work.resolve("pack.zip");
    Files.write(file, zip.bytes());
    Path unpacked = Files.createDirectory(work.resolve("unpacked"));
    new PackArchive(file, 8 << 20).unpack(unpacked);
    return new PackCheck(new LicenceRule(AlgorithmSettings.PERMISSIVE))
        .check(unpacked, work.resolve("packs"), "abc");
  }

  private void assertRefused(PackZip zip, String... parts) {
    assertThatThrownBy(() -> check(zip)).hasMessageContainingAll(parts);
  }

  @Test
  void tellsWhatAPackIs() throws IOException {
    CheckedPack pack = check(PackZip.sound());
    assertThat(pack.id()).hasToString("street 1.2.3");
    assertThat(pack.facts().engine()).isEqualTo("onnxruntime");
    assertThat(pack.facts().licences()).containsExactly("MIT");
    assertThat(pack.facts().labels()).containsExactly("car", "truck", "person");
    assertThat(pack.packs().resolve("street/pack.yml")).exists();
  }

  @Test
  void theSameFilesAreTheSameContentHoweverTheyWereZipped() throws IOException {
    String one = check(PackZip.sound()).facts().sha256();
    PackZip otherOrder = PackZip.sound();
    byte[] licence = "MIT License ...".getBytes(UTF_8);
    otherOrder.without("street/LICENSE").with("street/LICENSE", licence);
    assertThat(check(otherOrder).facts().sha256()).isEqualTo(one);
    assertThat(check(PackZip.sound().with("street/README.md", licence)).facts().sha256())
        .isNotEqualTo(one);
  }

  @Test
  void thePackMayLieInAFolderOfAnyName() throws IOException {
    PackZip zip = PackZip.of("model".getBytes(UTF_8));
    assertThat(check(zip.with("__MACOSX/street/._pack.yml", new byte[3])).id())
        .hasToString("street 1.2.3");
  }

  @Test
  void aPackThatIsNamedLikeAPathIsRefused() {
    assertRefused(
        PackZip.sound().change("name: street", "name: ../../x"),
        "pack.yml: name: ../../x (expected: 1 to 63 of a-z, 0-9 and '-'");
  }

  @Test
  void soIsAVersionLikeAPath() {
    assertRefused(PackZip.sound().version("../1.0.0"), "pack.yml: version: ../1.0.0");
  }

  @Test
  void aManifestMustBeThere() {
    assertRefused(PackZip.sound().without("street/pack.yml"), "pack: 0 files pack.yml");
    assertRefused(PackZip.sound().with("other/pack.yml", new byte[1]), "pack: 2 files pack.yml");
  }

  @Test
  void aManifestMustBeYaml() {
    assertRefused(
        PackZip.sound().with("street/pack.yml", "{: [".getBytes(UTF_8)), "pack.yml: no YAML");
  }

  @Test
  void anotherModelThanTheManifestSaysIsRefused() {
    assertRefused(
        PackZip.sound().with("street/street.onnx", "other".getBytes(UTF_8)),
        "pack.yml: model.sha256");
  }

  @Test
  void aLicenceMustHaveItsText() {
    assertRefused(PackZip.sound().without("street/LICENSE"), "pack.yml: licences[0].file");
    assertRefused(
        PackZip.sound().with("street/LICENSE", " \n".getBytes(UTF_8)),
        "pack.yml: licences[0].file: LICENSE (expected: the licence's text)");
  }

  @Test
  void aPackWithoutLicencesIsRefused() {
    assertRefused(
        PackZip.sound().change("  - { spdx: MIT, appliesTo: all of it, file: LICENSE }", "  []"),
        "licences: none (expected: at least one");
  }

  @Test
  void aLicenceThatBindsTheCityIsRefusedInWords() {
    assertRefused(
        PackZip.sound().change("spdx: MIT", "spdx: AGPL-3.0-only"),
        "licences[0].spdx: AGPL-3.0-only",
        "the AGPL asks whoever offers a service with it to publish");
    assertRefused(
        PackZip.sound().change("spdx: MIT", "spdx: GPL-3.0-or-later"),
        "the GPL asks whoever passes it on");
    assertRefused(PackZip.sound().change("spdx: MIT", "spdx: CC-BY-NC-4.0"), "spdx: CC-BY-NC-4.0");
  }

  @Test
  void allProblemsOfAManifestComeOutTogetherAndNoneTellsWhereItLies() {
    assertThatThrownBy(
            () ->
                check(
                    PackZip.sound()
                        .change("pad: 114", "pad: 1140")
                        .change("bins: 11", "bins: none")))
        .hasMessageContainingAll("preprocessing.pad", "outputs.bins")
        .hasMessageNotContaining(folder.toString());
  }
}
