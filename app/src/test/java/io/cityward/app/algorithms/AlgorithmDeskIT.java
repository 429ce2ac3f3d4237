package io.cityward.app.algorithms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.algorithm.Algorithm;
import io.cityward.alerts.algorithm.AlgorithmVersion;
import io.cityward.alerts.algorithm.Comparison;
import io.cityward.alerts.algorithm.RoleAction;
import io.cityward.alerts.algorithm.RoleCommand;
import io.cityward.alerts.algorithm.Roles;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.algorithm.VersionState;
import io.cityward.alerts.book.Outcome;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class AlgorithmDeskIT {

  private static final VersionId STREET = new VersionId("street", "1.2.3");
  private static final String COCO = "coco-nanodet";

  @TempDir Path folder;

  private Repository repository;

  private Repository open(TrialRun.Launcher launcher) {
    repository = new Repository(folder, launcher);
    return repository;
  }

  @AfterEach
  void close() {
    repository.close();
  }

  private Outcome<Algorithm> activate(String version) {
    long revision = repository.book.get("street").revision();
    return repository.desk.change(
        new RoleCommand("street", new RoleAction.Activate(version), revision, "", repository.li()));
  }

  /** What lies in the repository's folder, but for what is on its way. */
  private List<String> versions() throws IOException {
    Path packs = folder.resolve("algorithms");
    try (Stream<Path> files = Files.walk(packs, 2)) {
      return files
          .map(packs::relativize)
          .filter(path -> path.getNameCount() == 2 && !path.toString().startsWith("."))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private void assertNothingIsOnItsWay() throws IOException {
    for (String name : List.of(".uploads", ".staging")) {
      Path way = folder.resolve("algorithms").resolve(name);
      if (Files.isDirectory(way)) {
        assertThat(way).isEmptyDirectory();
      }
    }
  }

  @Test
  void aPackIsTriedAndThenMayBecomeActive() throws IOException {
    open(Repository.PASSES);
    AlgorithmVersion uploaded = repository.uploaded(PackZip.sound());
    assertThat(uploaded.state()).isEqualTo(VersionState.UPLOADED);
    AlgorithmVersion tried = repository.tried(STREET);
    assertThat(tried.state()).isEqualTo(VersionState.TRIED);
    assertThat(tried.trial().orElseThrow().cost()).isEqualTo(1.5);
    AtomicInteger told = new AtomicInteger();
    repository.desk.onChange(told::incrementAndGet);
    assertThat(activate("1.2.3")).isInstanceOf(Outcome.Done.class);
    assertThat(told).hasValue(1);
    assertThat(repository.desk.of("street").active()).contains("1.2.3");
    assertThat(repository.desk.packOf("street", "1.2.3").model())
        .isEqualTo(folder.resolve("algorithms/street/1.2.3/street/street.onnx"));
    assertNothingIsOnItsWay();
  }

  @Test
  void aPackThatFailsItsTrialNeverBecomesActive() {
    open(Repository.CRASHES);
    repository.uploaded(PackZip.sound());
    assertThat(repository.tried(STREET).state()).isEqualTo(VersionState.TRIAL_FAILED);
    Outcome<Algorithm> refused = activate("1.2.3");
    assertThat(((Outcome.Refused<?>) refused).message())
        .contains("1.2.3 is TRIAL_FAILED: its process was ended by signal 11");
    assertThat(repository.desk.of("street")).isEqualTo(Roles.NONE);
    assertThatThrownBy(() -> repository.desk.packOf("street", "1.2.3"))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_STATE));
  }

  @Test
  void bundledPacksAreVersionsThatRunAtOnce() {
    open(Repository.PASSES);
    String active = repository.desk.of(COCO).active().orElseThrow();
    assertThat(repository.desk.packOf(COCO, active).model())
        .isEqualTo(Repository.MODELS.resolve("coco-nanodet/coco-nanodet.onnx"));
    Outcome<Algorithm> refused =
        repository.desk.delete(new VersionId(COCO, active), repository.li());
    assertThat(((Outcome.Refused<?>) refused).message()).contains("comes with Cityward");
    assertThat(repository.desk.of("no-such-algorithm")).isEqualTo(Roles.NONE);
  }

  @Test
  void theSamePackAgainIsTheSameVersionAndAnotherContentIsRefused() throws IOException {
    open(Repository.PASSES);
    AlgorithmVersion first = repository.uploaded(PackZip.sound());
    repository.tried(STREET);
    assertThat(repository.uploaded(PackZip.sound()).id()).isEqualTo(first.id());
    PackZip other = PackZip.sound().with("street/README.md", "other".getBytes(UTF_8));
    assertThatThrownBy(() -> repository.upload(other))
        .hasMessageStartingWith("pack: street 1.2.3 with another content");
    assertThat(folder.resolve("algorithms/street/1.2.3/street/README.md")).doesNotExist();
    assertThat(folder.resolve("algorithms/street/1.2.3/street/pack.yml")).exists();
    assertNothingIsOnItsWay();
  }

  @Test
  void whatIsRefusedLeavesNothingBehind() throws IOException {
    open(Repository.PASSES);
    List<PackZip> wrong =
        List.of(
            PackZip.sound().change("name: street", "name: ../../x"),
            PackZip.sound().with("../../x", new byte[1]),
            PackZip.sound().without("street/LICENSE"),
            PackZip.sound().change("spdx: MIT", "spdx: AGPL-3.0"),
            PackZip.sound().with("street/zeros", new byte[4 << 20]));
    for (PackZip zip : wrong) {
      assertThatThrownBy(() -> repository.upload(zip))
          .isInstanceOfSatisfying(
              CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
    }
    assertThat(versions()).isEmpty();
    assertThat(repository.book.find("street")).isEmpty();
    assertNothingIsOnItsWay();
    try (Stream<Path> around = Files.list(folder)) {
      assertThat(around.map(path -> path.getFileName().toString()))
          .doesNotContain("x")
          .allMatch(name -> name.startsWith("book.db") || name.equals("algorithms"));
    }
  }

  @Test
  void aPackThatTheBookRefusesLeavesNoFiles() throws IOException {
    AlgorithmSettings usual = AlgorithmSettings.in(folder);
    repository =
        new Repository(
            new AlgorithmSettings(
                usual.folder(),
                usual.dataSets(),
                usual.mostMebibytes(),
                usual.uploads(),
                usual.uploadPatience(),
                1,
                usual.licences(),
                usual.trial()),
            folder,
            Repository.PASSES);
    repository.uploaded(PackZip.sound());
    assertThatThrownBy(() -> repository.upload(PackZip.sound().version("1.3.0")))
        .hasMessageStartingWith("versions of street: 1 (expected: fewer than 1");
    assertThat(versions()).containsExactly("street/1.2.3");
  }

  @Test
  void aTrialThatWasInterruptedIsRunAgainAtTheNextStart() {
    open((packs, pack, report) -> Repository.shell("sleep 600 & wait"));
    repository.uploaded(PackZip.sound());
    repository.close();
    open(Repository.PASSES);
    assertThat(repository.tried(STREET).state()).isEqualTo(VersionState.TRIED);
  }

  @Test
  void filesThatTheBookDoesNotKnowAreRemovedAtTheStart() throws IOException {
    Path orphan = Files.createDirectories(folder.resolve("algorithms/street/9.9.9/street"));
    Files.writeString(orphan.resolve("pack.yml"), "name: street");
    Files.createDirectories(folder.resolve("algorithms/.staging/pack1"));
    open(Repository.PASSES);
    repository.uploaded(PackZip.sound());
    assertThat(versions()).containsExactly("street/1.2.3");
    repository.close();
    open(Repository.PASSES);
    assertThat(versions()).containsExactly("street/1.2.3");
  }

  @Test
  void whatDoesNotLookLikeAPackStaysWhereItIs() throws IOException {
    Path notes = Files.createDirectories(folder.resolve("algorithms/street/notes"));
    Files.writeString(notes.resolve("pack.yml"), "not ours");
    open(Repository.PASSES);
    assertThat(notes.resolve("pack.yml")).exists();
  }

  @Test
  void aVersionThatIsDeletedIsGoneWithItsFiles() throws IOException {
    open(Repository.PASSES);
    repository.uploaded(PackZip.sound());
    repository.tried(STREET);
    assertThat(repository.desk.delete(STREET, repository.li())).isInstanceOf(Outcome.Done.class);
    assertThat(versions()).isEmpty();
    assertThatThrownBy(() -> repository.desk.packOf("street", "1.2.3"))
        .hasMessage("version: street 1.2.3 (no such version)");
  }

  @Test
  void aTrialIsRunAgainWhenSomebodyAsks() {
    open(Repository.CRASHES);
    repository.uploaded(PackZip.sound());
    repository.tried(STREET);
    repository.close();
    open(Repository.PASSES);
    assertThat(repository.desk.retry(STREET, repository.li())).isInstanceOf(Outcome.Done.class);
    assertThat(repository.tried(STREET).state()).isEqualTo(VersionState.TRIED);
  }

  @Test
  void twoVersionsAreComparedOnLabelledPictures() throws IOException {
    compare("car\n");
    assertThat(repository.desk.dataSets()).containsEntry("street-2026", 1).hasSize(1);
    assertThat(latest().state()).isEqualTo(Comparison.State.DONE);
    assertThat(latest().result().classes()).hasSize(1);
    assertThat(latest().result().classes().get(0).labelled()).isEqualTo(7);
    assertThat(latest().result().firstNotReported()).isEmpty();
  }

  /** They used to be left out without a word. */
  @Test
  void aComparisonNamesTheClassesThatAVersionDoesNotReport() throws IOException {
    compare("car\nmarket stall\n");
    assertThat(latest().state()).isEqualTo(Comparison.State.DONE);
    assertThat(latest().result().firstNotReported()).containsExactly("market-stall");
    assertThat(latest().result().secondNotReported()).containsExactly("market-stall");
  }

  @Test
  void aComparisonOfWhichNoClassIsLeftFailsAndSaysWhatThereIs() throws IOException {
    compare("market stall\nbin\n");
    assertThat(latest().state()).isEqualTo(Comparison.State.FAILED);
    assertThat(latest().stateReason())
        .isEqualTo(
            "classes of data set street-2026: bin, market-stall (expected: one at least that"
                + " street 1.2.3 reports: car, person, truck, or street 1.3.0 reports: car,"
                + " person, truck)");
  }

  @Test
  void whyAComparisonFailedNamesNoFolderOfThisMachine() throws IOException {
    compare("car\ncar\n");
    assertThat(latest().state()).isEqualTo(Comparison.State.FAILED);
    assertThat(latest().stateReason())
        .startsWith("data sets/street-2026/classes.txt: names: [car, car]")
        .doesNotContain(folder.toString());
  }

  /** Two versions of one pack, on pictures with these classes. */
  private void compare(String classes) throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("datasets/street-2026/images"));
    Files.write(pictures.resolve("1.jpg"), new byte[1]);
    Files.writeString(pictures.resolveSibling("classes.txt"), classes);
    open(Repository.PASSES);
    repository.uploaded(PackZip.sound());
    repository.uploaded(PackZip.sound().version("1.3.0"));
    repository.tried(STREET);
    VersionId newer = new VersionId("street", "1.3.0");
    repository.tried(newer);
    assertThat(repository.desk.compare(STREET, newer, "street-2026", repository.li()))
        .isInstanceOf(Outcome.Done.class);
    Await.until(
        Duration.ofSeconds(60),
        () -> latest().state() != Comparison.State.PENDING,
        "the comparison ends");
  }

  private Comparison latest() {
    return repository.desk.comparisons("street", Long.MAX_VALUE, 1).get(0);
  }

  @Test
  void aDataSetIsNamedAndNeverAPath() {
    open(Repository.PASSES);
    VersionId other = new VersionId("street", "1.3.0");
    for (String name : List.of("../models", "/etc", "a/b", "..", "")) {
      assertThatThrownBy(() -> repository.desk.compare(STREET, other, name, repository.li()))
          .hasMessageStartingWith("data_set: " + name + " (expected: 1 to 63");
    }
    assertThatThrownBy(() -> repository.desk.compare(STREET, other, "none", repository.li()))
        .hasMessage("data set: none (no such data set)");
  }

  @Test
  void twoWhoSendTheSamePackAtOnceGetOneVersion() throws Exception {
    open(Repository.PASSES);
    List<Thread> admins =
        Stream.of(1, 2).map(i -> new Thread(() -> repository.uploaded(PackZip.sound()))).toList();
    admins.forEach(Thread::start);
    for (Thread admin : admins) {
      admin.join();
    }
    assertThat(repository.book.versions("street")).hasSize(1);
    assertThat(repository.tried(STREET).state()).isEqualTo(VersionState.TRIED);
    assertThat(repository.desk.packOf("street", "1.2.3").name()).isEqualTo("street");
  }
}
