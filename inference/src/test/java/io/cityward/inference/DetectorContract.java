package io.cityward.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine must do, with coco-nanodet in a form that it runs. */
@Timeout(120)
public abstract class DetectorContract {

  private static final InputSize SMALL = new InputSize(416, 256);

  /** Above the pack's least score by what engines may differ: such a detection is seen by all. */
  private static final double CLEAR = 0.21;

  private static final Device CUDA = Device.parse("cuda");

  /** Folders of packs that a test may change. */
  @TempDir protected Path models;

  protected abstract InferenceEngine engine();

  /** A copy of coco-nanodet in {@link #models}, for this engine. */
  protected abstract PackFolder pack() throws IOException;

  /** Whether models are files that this process runs. */
  protected boolean runsHere() {
    return true;
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 250, 450})
  void seesInRealPicturesWhatWasRecorded(int frame) throws IOException {
    try (Detector detector = open(pack().read());
        MatPicture picture = CampusFrames.picture(frame)) {
      assertThatAgree(detector.detect(picture), CampusFrames.recorded(frame), frame);
    }
  }

  @Test
  void readsAManifestThatListsItsHeads() throws IOException {
    try (Detector detector = open(pack().inHeads().read());
        MatPicture picture = CampusFrames.picture(50)) {
      assertThatAgree(detector.detect(picture), CampusFrames.recorded(50), 50);
    }
  }

  @Test
  void runsOnePackAtEverySizeThatItTakes() throws IOException {
    ModelPack pack = pack().read();
    for (String size : List.of("640x384", "32x32", "256x416")) {
      try (Detector detector = engine().open(pack, InputSize.parse(size), EngineSetup.DEFAULT);
          MatPicture picture = CampusFrames.picture(50)) {
        assertThat(detector.detect(picture)).isEqualTo(detector.detect(picture));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1500, 2", "2, 1500", "90, 160", "1920, 1080", "417, 257"})
  void takesPicturesOfAnySize(int width, int height) throws IOException {
    try (Detector detector = open(pack().read());
        MatPicture usual = MatPicture.noise(640, 360);
        MatPicture picture = MatPicture.noise(width, height)) {
      List<Detection> before = detector.detect(usual);

      detector.detect(picture);

      assertThat(detector.detect(usual)).isEqualTo(before);
    }
  }

  @Test
  void answersABatchInTheOrderOfItsPictures() throws IOException {
    EngineSetup setup = new EngineSetup(Device.CPU, 3);
    List<Integer> frames = List.of(450, 50, 250);
    List<MatPicture> pictures = new ArrayList<>();
    try (Detector detector = engine().open(pack().read(), SMALL, setup)) {
      assertThat(detector.batch()).isBetween(1, 3);
      for (int frame : frames.subList(0, detector.batch())) {
        pictures.add(CampusFrames.picture(frame));
      }

      List<List<Detection>> answers = detector.detect(pictures);

      assertThat(answers).hasSize(detector.batch());
      for (int i = 0; i < answers.size(); i++) {
        assertThatAgree(answers.get(i), CampusFrames.recorded(frames.get(i)), frames.get(i));
      }
      // Fewer than it could take: what the batch before left in the buffers is not looked at.
      assertThatAgree(
          detector.detect(pictures.get(0)), CampusFrames.recorded(frames.get(0)), frames.get(0));
    } finally {
      pictures.forEach(MatPicture::close);
    }
  }

  @Test
  void runsSessionsBesideEachOther() throws IOException {
    ModelPack pack = pack().read();
    List<CompletableFuture<List<Detection>>> beside = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      beside.add(CompletableFuture.supplyAsync(() -> look(pack)));
    }

    List<Detection> first = beside.get(0).join();

    assertThat(beside).allSatisfy(f -> assertThat(f.join()).isEqualTo(first));
  }

  @Test
  public void canBeClosedTwice() throws IOException {
    Detector detector = open(pack().read());
    detector.close();

    assertThatCode(detector::close).doesNotThrowAnyException();
  }

  @Test
  void namesAnOutputThatTheModelHasNot() throws IOException {
    ModelPack pack = pack().change("scores: [cls8", "scores: [sco8").read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> open(pack))
        .withMessageContaining("pack " + pack.name() + " 1.0.0: ")
        .withMessageContaining("sco8");
  }

  @Test
  void namesAnOutputOfAnotherShape() throws IOException {
    ModelPack pack = pack().change("bins: 11", "bins: 12").read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> open(pack))
        .withMessageContaining("output box8 shape: ")
        .withMessageContaining("44]")
        .withMessageContaining("48]");
  }

  @Test
  void namesAFileThatIsNoModel() throws IOException {
    assumeTrue(runsHere(), "the model is no file of ours");
    Path text = Files.writeString(models.resolve("text"), "no graph", UTF_8);
    ModelPack pack = pack().replaceModel(text).read();

    refusesToOpen(pack);
  }

  @Test
  void namesAFileThatIsCutOff() throws IOException {
    assumeTrue(runsHere(), "the model is no file of ours");
    PackFolder folder = pack();
    byte[] whole = Files.readAllBytes(folder.read().model());
    Path part = Files.write(models.resolve("part"), Arrays.copyOf(whole, whole.length / 2));

    refusesToOpen(folder.replaceModel(part).read());
  }

  @Test
  public void saysWhenThereIsNoCuda() throws IOException {
    assumeTrue(runsHere(), "the server decides what its models run on");
    assumeFalse(Files.exists(Path.of("/dev/nvidia0")), "there is a GPU");
    ModelPack pack = pack().read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> engine().open(pack, SMALL, new EngineSetup(CUDA, 1)))
        .withMessageContaining("pack " + pack)
        .withMessageContaining("cuda:0");
  }

  @Test
  void goesOnAfterACancelThatMetNothing() throws IOException {
    try (Detector detector = open(pack().read());
        MatPicture picture = CampusFrames.picture(50)) {
      detector.cancel();

      assertThatAgree(detector.detect(picture), CampusFrames.recorded(50), 50);
    }
  }

  /** Whether a cancel meets a run is chance; that the next run goes well is not. */
  @Test
  void goesOnAfterACancelledRun() throws Exception {
    try (Detector detector = open(pack().read());
        MatPicture picture = CampusFrames.picture(50)) {
      for (int i = 0; i < 5; i++) {
        var run = CompletableFuture.runAsync(() -> detector.detect(picture));
        detector.cancel();
        run.exceptionally(
                e -> {
                  assertThat(e).hasCauseInstanceOf(CityException.class);
                  return null;
                })
            .join();
      }

      assertThatAgree(detector.detect(picture), CampusFrames.recorded(50), 50);
    }
  }

  /**
   * A deviation so small that a pixel's value overflows: the model is fed, and gives, no numbers.
   */
  @Test
  void failsWhereTheModelGivesWhatIsNotANumber() throws IOException {
    ModelPack pack =
        pack().change("std: [57.375, 57.12, 58.395]", "std: [1.0e-320, 1.0e-320, 1.0e-320]").read();
    try (Detector detector = open(pack);
        MatPicture picture = CampusFrames.picture(50)) {
      assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> detector.detect(picture))
          .withMessageContaining("NaN");
    }
  }

  @Test
  void goesOnAfterAPictureThatCannotBePainted() throws IOException {
    try (Detector detector = open(pack().read());
        MatPicture sound = CampusFrames.picture(50);
        MatPicture torn = new TornPicture()) {
      assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> detector.detect(torn))
          .withMessageContaining("torn");

      assertThatAgree(detector.detect(sound), CampusFrames.recorded(50), 50);
    }
  }

  private Detector open(ModelPack pack) {
    return engine().open(pack, SMALL, EngineSetup.DEFAULT);
  }

  private void refusesToOpen(ModelPack pack) {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> open(pack))
        .withMessageContaining("pack " + pack + ": ")
        .withMessageContaining("cannot be loaded");
  }

  private List<Detection> look(ModelPack pack) {
    try (Detector detector = open(pack);
        MatPicture picture = CampusFrames.picture(50)) {
      return detector.detect(picture);
    }
  }

  private static void assertThatAgree(List<Detection> seen, List<Detection> recorded, int frame) {
    String lines = CampusFrames.lines(frame, seen);
    assertThat(recorded).as("recorded; seen now:%n%s", lines).hasSizeGreaterThan(2);
    assertThat(recorded)
        .filteredOn(d -> d.score() > CLEAR)
        .as("frame %d, in what is seen now:%n%s", frame, lines)
        .allSatisfy(was -> assertThatIsAmong(seen, was));
    assertThat(seen)
        .filteredOn(d -> d.score() > CLEAR)
        .as("frame %d, in what was recorded", frame)
        .allSatisfy(now -> assertThatIsAmong(recorded, now));
  }

  private static void assertThatIsAmong(List<Detection> detections, Detection one) {
    assertThat(detections)
        .anySatisfy(
            other -> {
              assertThat(other.label()).isEqualTo(one.label());
              assertThat(other.score()).isCloseTo(one.score(), within(0.01));
              assertThat(other.box().iou(one.box())).isGreaterThan(0.98);
            });
  }
}
