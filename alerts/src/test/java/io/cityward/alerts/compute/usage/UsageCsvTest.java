package io.cityward.alerts.compute.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageCsvTest {

  private static final Instant NOON = Instant.parse("2026-12-01T04:00:00Z");

  private static UsageQuery query(UsageDimension... apart) {
    return new UsageQuery(
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        NOON,
        NOON.plusSeconds(60),
        UsageStep.MINUTE,
        Set.of(apart));
  }

  private static String scene(String name) {
    UsageFigures figures =
        new UsageFigures(
            NOON,
            UsageStep.MINUTE,
            Map.of(UsageDimension.SCENE, name),
            new Frames(7200, 9, 5, 1, 1, 1, 1, 0),
            3,
            2,
            Optional.empty());
    return new UsageCsv(query(UsageDimension.SCENE)).line(figures);
  }

  @Test
  void headerAndLineHaveTheSameColumns() {
    assertThat(new UsageCsv(query(UsageDimension.SCENE)).header())
        .isEqualTo(
            "at,seconds,scene,cu_seconds,frames_wanted,frames_inferred,frames_answered_without,"
                + "dropped_replaced,dropped_too_late,dropped_failed,dropped_other,alerts,"
                + "confirmed_alerts,confirmed_per_cu_hour\r\n");
    assertThat(scene("garbage"))
        .isEqualTo("2026-12-01T04:00:00Z,60,garbage,7200,9,5,1,1,1,1,0,3,2,1\r\n");
  }

  @Test
  void whatDepartmentsHadStandsBehind() {
    UsageFigures figures =
        new UsageFigures(
            NOON,
            UsageStep.MINUTE,
            Map.of(UsageDimension.DEPARTMENT, "urban"),
            Frames.NONE,
            0,
            0,
            Optional.of(new ShareRow.Shares(600, 400.5, 200, 0)));
    UsageCsv csv = new UsageCsv(query(UsageDimension.DEPARTMENT));
    assertThat(csv.header())
        .endsWith(
            ",guaranteed_cu_seconds,used_cu_seconds,lent_cu_seconds," + "borrowed_cu_seconds\r\n");
    assertThat(csv.line(figures)).endsWith(",0,600,400.5,200,0\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=HYPERLINK(\"http://x\")|\"'=HYPERLINK(\"\"http://x\"\")\"",
        "+1|'+1",
        "-1|'-1",
        "@SUM(A1)|'@SUM(A1)",
        "a,b|\"a,b\"",
        "say \"no\"|\"say \"\"no\"\"\"",
        "a=b|a=b"
      })
  void noTextIsAFormulaOrBreaksTheLine(String name, String cell) {
    assertThat(scene(name)).contains(",60," + cell + ",7200,");
  }

  @Test
  void controlCharactersAtTheFrontAreNoFormulaEither() {
    assertThat(scene("\t=1")).contains(",60,'\t=1,");
    assertThat(scene("\r=1")).contains(",60,\"'\r=1\",");
  }
}
