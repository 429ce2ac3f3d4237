package io.cityward.app.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantKeeperTest {

  private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");
  private static final Grants SIXTY =
      new Grants(
          Map.of("traffic-police", new Grants.Compute(60, 80, 5)),
          List.of(new Grants.Right("traffic-police", "coco-nanodet", Set.of("kerb"), 2)));

  @TempDir Path folder;

  /** What the center says; null while it does not answer. */
  private Grants answer = SIXTY;

  private final List<Grants> told = new ArrayList<>();

  @Test
  void tellsOfWhatIsGrantedAndOfEveryChange() {
    try (GrantKeeper keeper = keeper()) {
      keeper.start();
      keeper.onChange(told::add);
      answer = Grants.NONE;
      keeper.refresh();
      keeper.refresh();
      assertThat(told).containsExactly(SIXTY, Grants.NONE);
    }
  }

  @Test
  void goesOnWithTheLastGrantsAndSaysSoWhenTheCenterIsLost() {
    try (GrantKeeper keeper = keeper()) {
      keeper.start();
      keeper.onChange(told::add);
      answer = null;
      keeper.refresh();
      assertThat(keeper.grants()).isEqualTo(SIXTY);
      assertThat(keeper.stale()).contains(new GrantKeeper.Stale(NOW, "center: gone"));
      answer = SIXTY;
      keeper.refresh();
      assertThat(keeper.stale()).isEmpty();
      assertThat(told).containsExactly(SIXTY);
    }
  }

  @Test
  void knowsTheLastGrantsAfterARestartWithoutTheCenter() {
    try (GrantKeeper keeper = keeper()) {
      keeper.start();
    }
    answer = null;
    try (GrantKeeper again = keeper()) {
      again.start();
      assertThat(again.grants()).isEqualTo(SIXTY);
      assertThat(again.stale()).isPresent();
    }
  }

  @Test
  void doesNotStartWhenNothingIsKnown() throws Exception {
    answer = null;
    Files.writeString(file(), "{ no grants");
    try (GrantKeeper keeper = keeper()) {
      assertThatThrownBy(keeper::start)
          .isInstanceOf(CityException.class)
          .hasMessage("grants: center: gone");
    }
  }

  /** A power cut used to leave an empty file, and a start without any grants. */
  @Test
  void theFileIsOnTheDiskBeforeItTakesThePlaceOfTheOneBefore() {
    List<String> forced = new ArrayList<>();
    GrantFile file =
        new GrantFile(
            file(),
            path -> forced.add(path.getFileName() + (Files.exists(file()) ? " in place" : "")));
    file.write(SIXTY);
    assertThat(forced).containsExactly("grants.json.new", folder.getFileName() + " in place");
    new GrantFile(file()).write(Grants.NONE);
    assertThat(file.read()).contains(Grants.NONE);
  }

  /** Each change of a right used to tell everybody's compute once more. */
  @Test
  void saysWhatIsGrantedDifferently() {
    Grants more =
        new Grants(
            Map.of(
                "traffic-police",
                new Grants.Compute(60, 80, 5),
                "urban",
                new Grants.Compute(2.5, 4, 1)),
            List.of(new Grants.Right("traffic-police", "coco-nanodet", Set.of("kerb", "gate"), 2)));
    assertThat(GrantChanges.between(SIXTY, more))
        .containsExactly(
            "urban has 2.5 to 4 CU, priority 1",
            "no longer: traffic-police runs coco-nanodet on 1 camera at 2/s",
            "traffic-police runs coco-nanodet on 2 cameras at 2/s");
    assertThat(GrantChanges.between(SIXTY, SIXTY)).isEmpty();
    assertThat(GrantChanges.between(SIXTY, Grants.NONE))
        .containsExactly(
            "traffic-police has no compute any more",
            "no longer: traffic-police runs coco-nanodet on 1 camera at 2/s");
  }

  @Test
  void aFileThatSaysNothingIsNoGrants() throws Exception {
    Files.writeString(file(), "null");
    try (GrantKeeper keeper = keeper()) {
      keeper.start();
      assertThat(keeper.grants()).isEqualTo(SIXTY);
    }
  }

  private GrantKeeper keeper() {
    GrantSource source =
        time -> {
          if (answer == null) {
            throw new CityException(ErrorCode.EXTERNAL_FAILED, "center: gone");
          }
          return answer;
        };
    return new GrantKeeper(source, new GrantFile(file()), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Path file() {
    return folder.resolve("grants.json");
  }
}
