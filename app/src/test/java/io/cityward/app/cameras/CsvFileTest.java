package io.cityward.app.cameras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,name\na,Gate",
        "name,id\r\nGate,a\r\n",
        "\uFEFFid;name\na;Gate\n",
        "\n\nid,name\n\na,Gate\n,\n\n",
        " ID , Name \n a , Gate \n",
        "编号,名称\na,Gate",
        "\"id\",\"name\"\n\"a\",\"Gate\"\n"
      })
  void takesTheFormsThatSpreadsheetsWrite(String text) {
    List<CsvLine> lines = CsvFile.read(text);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).cell(CsvColumn.ID)).isEqualTo("a");
    assertThat(lines.get(0).cell(CsvColumn.NAME)).isEqualTo("Gate");
    assertThat(lines.get(0).problems()).isEmpty();
  }

  @Test
  void quotedCellsHoldSeparatorsQuotesAndLineEnds() {
    List<CsvLine> lines = CsvFile.read("id,name\na,\"Gate, \"\"east\"\"\nside\"\n\nb,\n");
    assertThat(lines.get(0).cell(CsvColumn.NAME)).isEqualTo("Gate, \"east\"\nside");
    assertThat(lines).extracting(CsvLine::number).containsExactly(2, 5);
    assertThat(lines.get(1).cell(CsvColumn.NAME)).isEmpty();
    assertThat(lines.get(1).has(CsvColumn.NAME)).isTrue();
    assertThat(lines.get(1).has(CsvColumn.URL)).isFalse();
  }

  @Test
  void aLineOfAnotherLengthIsAProblemOfThatLine() {
    List<CsvLine> lines = CsvFile.read("id,name\na\nb,B,more\nc,C\n");
    assertThat(lines.get(0).problems()).containsExactly("1 cells (expected: 2, as in the header)");
    assertThat(lines.get(1).problems()).containsExactly("3 cells (expected: 2, as in the header)");
    assertThat(lines.get(2).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "id,nmae,x-y ~ unknown column \"nmae\"; did you mean name?",
        "id,x-y-z ~ unknown column \"x-y-z\"; expected: some of id, name, url",
        "编号,主码溜 ~ did you mean 主码流?",
        "id,name,名称 ~ two columns name (expected: each column once)",
        "name,url ~ no column id"
      })
  void aHeaderThatCannotBeIsRefused(String header, String message) {
    assertThatThrownBy(() -> CsvFile.read(header + "\na,b,c"))
        .isInstanceOf(CityException.class)
        .hasMessageContaining(message);
  }

  @Test
  void nothingAtAllIsRefused() {
    assertThatThrownBy(() -> CsvFile.read("\uFEFF\n")).hasMessageContaining("empty");
  }

  @Test
  void aQuoteThatNeverEndsIsRefusedWithoutWhatStandsInIt() {
    assertThatThrownBy(() -> CsvFile.read("id,password\na,\"s3cret"))
        .hasMessageContaining("quoted cells that end")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> CsvFile.read("id,password\na,\"s3\"cret\n"))
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("cret");
  }

  @Test
  void whatIsTooMuchIsRefused() {
    assertThatThrownBy(() -> CsvFile.read("id\n" + "a\n".repeat(20_001)))
        .hasMessageContaining("at most 20000");
    assertThat(CsvFile.read("id\n" + "a\n".repeat(20_000))).hasSize(20_000);
    assertThatThrownBy(() -> CsvFile.read("名".repeat(1_400_000)))
        .hasMessageContaining("at most 4 MiB");
  }
}
