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
