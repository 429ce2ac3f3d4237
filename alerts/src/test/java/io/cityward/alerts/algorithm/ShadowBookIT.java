package io.cityward.alerts.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.Phase;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowBookIT {

  private static final VersionId SHADOW = Versions.id("1.1.0");
  private static final CameraId CAMERA = new CameraId("cam-1");
  private static final String PARKING = "illegal-parking";

  @TempDir Path folder;

  private Book book;
  private ShadowBook shadows;

  @BeforeEach
  void start() {
    book = new Book(folder);
    shadows = shadows(100, 0);
  }

  @AfterEach
  void stop() {
    book.close();
  }

  private ShadowBook shadows(int most, double now) {
    return new ShadowBook(
        book.store,
        new ShadowSettings(most, Duration.ofDays(30)),
        Clock.fixed(Findings.at(now), ZoneOffset.UTC));
  }

  private static ShadowFinding finding(String id, double from, double seen, Box box) {
    return new ShadowFinding(
        id,
        SHADOW,
        CAMERA,
        PARKING,
        Findings.at(from),
        Findings.at(seen),
        Optional.empty(),
        box,
        0.6);
  }

  @Test
  void findingsStandBesideTheAlertsOfTheActiveVersion() {
    shadows.watching(SHADOW, CAMERA, Set.of(PARKING));
    book.alerts.record(Findings.report("f1", "t1", Phase.BEGUN, 60, Findings.KERB));
    shadows.record(finding("s1", 5, 50, Findings.KERB));
    shadows.record(finding("s2", 5, 50, Findings.FAR));
    ShadowBook.Page page = shadows.page(SHADOW, Long.MAX_VALUE, 10, false);
    assertThat(page.findings())
        .extracting(n -> n.finding().findingId())
        .containsExactly("s2", "s1");
    assertThat(page.comparison().both()).isEqualTo(1);
    assertThat(page.comparison().onlyShadow()).isEqualTo(1);
    assertThat(page.comparison().onlyActive()).isZero();
    assertThat(shadows.page(SHADOW, Long.MAX_VALUE, 10, true).findings())
        .extracting(n -> n.finding().findingId())
        .containsExactly("s2");
  }

  @Test
  void anAlertThatTheShadowDidNotFindIsCounted() {
    shadows.watching(SHADOW, CAMERA, Set.of(PARKING));
    book.alerts.record(Findings.report("f1", "t1", Phase.BEGUN, 60, Findings.KERB));
    assertThat(shadows.page(SHADOW, Long.MAX_VALUE, 10, false).comparison().onlyActive())
        .isEqualTo(1);
  }

  @Test
  void aFindingIsBroughtUpToDate() {
    shadows.record(finding("s1", 5, 10, Findings.KERB));
    ShadowFinding ended =
        new ShadowFinding(
            "s1",
            SHADOW,
            CAMERA,
            PARKING,
            Findings.at(5),
            Findings.at(90),
            Optional.of(Findings.at(90)),
            Findings.FAR,
            0.9);
    shadows.record(ended);
    assertThat(shadows.page(SHADOW, Long.MAX_VALUE, 10, false).findings())
        .extracting(n -> n.finding())
        .containsExactly(ended);
  }

  @Test
  void pagesGoOnWhereTheyEnded() {
    for (int i = 0; i < 5; i++) {
      shadows.record(finding("s" + i, i, i, Findings.KERB));
    }
    ShadowBook.Page first = shadows.page(SHADOW, Long.MAX_VALUE, 2, false);
    ShadowBook.Page second = shadows.page(SHADOW, first.next(), 2, false);
    ShadowBook.Page third = shadows.page(SHADOW, second.next(), 2, false);
    assertThat(second.findings())
        .extracting(n -> n.finding().findingId())
        .containsExactly("s2", "s1");
    assertThat(third.findings()).hasSize(1);
    assertThat(third.next()).isZero();
  }

  @Test
  void noMoreAreKeptThanThereIsRoomFor() {
    for (int i = 0; i < 250; i++) {
      shadows.record(finding("s" + i, i, i, Findings.KERB));
    }
    int kept = shadows.page(SHADOW, Long.MAX_VALUE, 500, false).findings().size();
    assertThat(kept).isBetween(100, 199);
  }

  @Test
  void whatIsOldGoesAtTheStart() {
    shadows.record(finding("s1", 5, 10, Findings.KERB));
    shadows(100, Duration.ofDays(31).toSeconds()).start();
    assertThat(shadows.page(SHADOW, Long.MAX_VALUE, 10, false).findings()).isEmpty();
  }
}
