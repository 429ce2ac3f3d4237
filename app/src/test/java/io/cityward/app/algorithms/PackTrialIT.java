package io.cityward.app.algorithms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.algorithm.TrialReport;
import io.cityward.inference.Engines;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTrialIT {

  private static final Path MODELS = Path.of("..", "models").toAbsolutePath().normalize();
  private static final String REFERENCE = "coco-nanodet";

  @TempDir Path folder;

  private final Engines engines = new Engines(List.of(new OnnxEngine()));

  private Path packs(PackZip zip) throws IOException {
    Path file = folder.resolve("pack.zip");
    Files.write(file, zip.bytes());
    Path packs = Files.createDirectory(folder.resolve("packs"));
    new PackArchive(file, 64 << 20).unpack(packs);
    return packs;
  }

  private TrialFindings attempt(PackZip zip, Duration mostPerPicture) throws IOException {
    ModelPack pack = new PackRepository(packs(zip)).pack("street");
    return new PackTrial(engines, mostPerPicture, folder)
        .run(pack, new PackRepository(MODELS).pack(REFERENCE));
  }

  private TrialFindings attempt(PackZip zip) throws IOException {
    return attempt(zip, Duration.ofSeconds(30));
  }

  @Test
  void aSoundPackPassesWithItsTimeBesideTheReferences() throws IOException {
    TrialFindings findings = attempt(PackZip.sound());
    assertThat(findings.problems()).isEmpty();
    assertThat(findings.millisPerPicture()).isPositive();
    assertThat(findings.referenceMillis()).isPositive();
    assertThat(findings.samples())
        .extracting(TrialReport.Sample::picture)
        .contains("clip 1", "black 64x48", "white 3840x2160", "noise 3840x2160");
  }

  @Test
  void aModelWithOtherInputsFails() throws IOException {
    TrialFindings findings = attempt(PackZip.of(new StreetModel().input("picture").bytes()));
    assertThat(findings.problems()).hasSize(1);
    assertThat(findings.problems().get(0)).contains("inputs: [picture] (expected: only image)");
  }

  @Test
  void aModelThatGivesWhatIsNoNumberFails() throws IOException {
    PackZip zip = PackZip.of(new StreetModel().value(Float.NaN).bytes());
    TrialFindings findings = attempt(zip);
    assertThat(findings.problems()).isNotEmpty();
    assertThat(findings.problems().get(0)).startsWith("clip 1: ").contains("NaN");
  }

  @Test
  void aCorruptModelFileWhoseChecksumFitsFails() throws IOException {
    TrialFindings findings = attempt(PackZip.of("no graph".getBytes(UTF_8)));
    assertThat(findings.problems()).hasSize(1);
    assertThat(findings.problems().get(0)).contains("cannot be loaded");
  }

  @Test
  void anEngineThatIsNotHereFails() throws IOException {
    TrialFindings findings = attempt(PackZip.sound().change("onnxruntime", "fast-engine"));
    assertThat(findings.problems().get(0))
        .contains("engine: fast-engine (expected: one of onnxruntime");
  }

  @Test
  void aModelThatTakesTooLongFailsLongBeforeTheEndOfTheTrial() throws IOException {
    PackZip slow = PackZip.of(new StreetModel().slow(2, 1000).bytes());
    TrialFindings findings = attempt(slow, Duration.ofMillis(1));
    assertThat(findings.problems()).hasSize(1);
    assertThat(findings.problems().get(0))
        .startsWith("time per picture: ")
        .endsWith(" ms (expected: at most 1)");
    assertThat(findings.samples()).hasSizeLessThan(12);
  }

  @Test
  void aSoundPackPassesInAProcessOfItsOwn() throws Exception {
    TrialReport report = inOwnProcess(PackZip.sound(), TrialLimits.DEFAULT);
    assertThat(report.problems()).isEmpty();
    assertThat(report.cost()).isPositive();
    assertThat(report.memoryMebibytes()).isPositive();
  }

  @Test
  void aHangingModelIsKilledWithItsProcess() throws Exception {
    PackZip endless = PackZip.of(new StreetModel().slow(2000, 2000).bytes());
    TrialLimits limits = new TrialLimits(Duration.ofSeconds(12), Duration.ofSeconds(1), 3000, 128);
    assertThat(inOwnProcess(endless, limits).problems())
        .containsExactly("time: more than PT12S (expected: at most that; its process was killed)");
  }

  private TrialReport inOwnProcess(PackZip zip, TrialLimits limits) throws Exception {
    Path packs = packs(zip);
    Path work = Files.createDirectory(folder.resolve("work"));
    return new TrialRun(
            TrialRun.ownJvm(limits, MODELS, REFERENCE, Map.of()), limits, Clock.systemUTC())
        .run(packs, "street", work);
  }
}
