package io.cityward.alerts.area;

import static io.cityward.alerts.area.Shapes.area;
import static io.cityward.alerts.area.Shapes.areas;
import static io.cityward.alerts.area.Shapes.collection;
import static io.cityward.alerts.area.Shapes.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.book.Outcome;
import io.cityward.core.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AreaBookIT {

  private static final Clock CLOCK = Clock.fixed(Findings.at(100), ZoneOffset.UTC);

  @TempDir Path folder;
  private Book book;
  private AreaBook areas;

  @BeforeEach
  void open() {
    book = new Book(folder);
    areas =
        new AreaBook(
            book.store,
            areas(area("s", "street", "", "", square(120, 30, 3))),
            Set.of("urban"),
            CLOCK);
  }

  @AfterEach
  void close() {
    book.close();
  }

  private AreaImport take(boolean whole, boolean dryRun, String... features) {
    return areas.take(
        AreaFile.parse(collection(features), AreaFile.Degrees.WGS_84), whole, dryRun, "li");
  }

  @Test
  void saysWhatAnImportWouldDoAndThenDoesIt() {
    take(
        false,
        false,
        area("g1", "grid", "s", "", square(121, 31, 1)),
        area("g2", "grid", "s", "", square(122, 31, 1)));
    String[] next = {
      area("g1", "grid", "s", "urban", square(121, 31, 1)),
      area("g3", "grid", "", "", square(0, 0, 1))
    };
    AreaImport dry = take(true, true, next);
    assertThat(dry.added()).containsExactly("g3");
    assertThat(dry.changed()).containsExactly("g1");
    assertThat(dry.removed()).containsExactly("g2");
    assertThat(areas.list()).extracting(Area::code).containsExactly("g1", "g2", "s");

    assertThat(take(true, false, next))
        .isEqualTo(new AreaImport(dry.added(), dry.changed(), dry.removed(), 0, List.of(), 2));
    assertThat(areas.list()).extracting(Area::code).containsExactly("g1", "g3", "s");
    assertThat(take(true, false, next).revision()).isEqualTo(2);
  }

  @Test
  void changesNothingIfOneAreaIsWrong() {
    AreaImport report =
        take(
            false,
            false,
            area("g1", "grid", "nowhere", "", square(121, 31, 1)),
            area("g2", "grid", "s", "nobody", square(121, 31, 1)),
            area("s", "street", "", "", square(121, 31, 1)));
    assertThat(report.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "area g1: properties.parent: nowhere (expected: an area of a level above GRID)",
            "area g2: properties.department: nobody (expected: one of [urban])",
            "area s: properties.code: s (expected: a code that is not in the configuration's file)");
    assertThat(areas.list()).hasSize(1);
  }

  @Test
  void givesAFindingTheAreaThatItsPlaceLiesInAsSoonAsThereIsOne() {
    var report =
        Findings.report(
            Findings.subject("cam-1", "09009", ""), "f", "t", Phase.BEGUN, 0, 20, Findings.KERB);
    assertThat(areas.located(report).subject().place().area()).isEqualTo("s");
    take(false, false, area("g1", "grid", "s", "", square(121, 31, 1)));
    assertThat(areas.located(report).subject().place().area()).isEqualTo("g1");
  }

  @Test
  void removesAnAreaUnlessItIsInUseOrFiled() {
    take(
        false,
        false,
        area("c", "community", "s", "", square(121, 31, 1)),
        area("g1", "grid", "c", "", square(121, 31, 1)));
    assertThat(areas.delete("c", "li")).isInstanceOf(Outcome.Refused.class);
    assertThat(areas.delete("s", "li")).isInstanceOf(Outcome.Refused.class);
    assertThat(areas.delete("g1", "li")).isEqualTo(new Outcome.Done<>("g1"));
    assertThatThrownBy(() -> areas.delete("g1", "li")).hasMessageContaining("no such area");
  }
}
