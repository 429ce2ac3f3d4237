package io.cityward.alerts.dispatch.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.dispatch.mapping.CodeMapping.Standard;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodeMappingTest {

  @Test
  void leavesCodesAsTheyAre() {
    assertThat(CodeMapping.NONE.of("09009")).contains("09009");
  }

  @Test
  void speaksTheOlderStandardAsFarAsItHasTheEvent() {
    CodeMapping older = new CodeMapping(Standard.GBT_30428, Map.of("L0001", "9901"));
    assertThat(older.of("09009")).contains("0409");
    assertThat(older.of("L0001")).contains("9901");
    assertThat(older.of("09012")).isEmpty();
  }

  @Test
  void knowsOnlyWhatAPrivateStandardNames() {
    CodeMapping own = new CodeMapping(Standard.PRIVATE, Map.of("06010", "602"));
    assertThat(own.of("06010")).contains("602");
    assertThat(own.of("09009")).isEmpty();
  }

  @Test
  void refusesFieldsThatCannotBeFilled() {
    assertThatThrownBy(
            () ->
                FieldMapping.parse(Map.of("a", "{event.cod}", "b", "{what}", "c", "x", "c.d", "y")))
        .hasMessageContaining("fields.a: {event.cod} (expected: {event.code})")
        .hasMessageContaining("fields.b: {what} (expected: one of key, order.id")
        .hasMessageContaining("fields.c: x (expected: no value, it holds other fields)");
  }
}
