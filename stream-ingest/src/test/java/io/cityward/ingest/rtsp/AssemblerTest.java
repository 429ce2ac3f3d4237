package io.cityward.ingest.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.rtsp.Taker.Taken;
import io.cityward.ingest.rtsp.VideoFormat.Codec;
import org.junit.jupiter.api.Test;

/**
 * NAL units by hand. H.264: 67 SPS, 68 PPS, 06 SEI, 65 IDR, 41 other slice; a slice that begins
 * with 88 is a picture's first of intra type, with 9a its first of predicted type, with 40 a later
 * one.
 */
class AssemblerTest {

  private static final String START = "00000001";
  private static final String SPS = "6742001e";
  private static final String PPS = "68ce";
  private static final String IDR = "6588aa";
  private static final String SLICE = "419abb";
  private static final String LATER = "4140cc";
  private static final String SETS = START + SPS + START + PPS;

  @Test
  void putsAPictureTogetherFromEachKindOfPayload() {
    Taker taker = Taker.h264();
    // Single units, an aggregate, a picture in three fragments.
    taker.picture(SPS, PPS, IDR);
    taker.picture("78" + "0004" + SPS + "0002" + PPS + "0003" + IDR);
    taker.picture(SLICE);
    taker.picture("5c819abb", "5c01cc", "5c41dd");

    assertThat(taker.units)
        .extracting(Taken::bytes)
        .containsExactly(
            SETS + START + IDR, SETS + START + IDR, START + SLICE, START + "419abbccdd");
    assertThat(taker.units).extracting(Taken::key).containsExactly(true, true, false, false);
    assertThat(taker.units).noneMatch(Taken::damaged).noneMatch(Taken::refersToDamaged);
  }

  @Test
  void leavesOutDelimitersAndFiller() {
    Taker taker = Taker.h264().picture("0910", "0cffffff80", SPS, PPS, IDR);

    assertThat(taker.last().bytes()).isEqualTo(SETS + START + IDR);
  }

  @Test
  void givesEachKeyUnitTheSetsThatItLacks() {
    Taker taker = Taker.h264(SETS);
    taker.picture(IDR).picture(SLICE).picture("06051100", IDR);

    assertThat(taker.units)
        .extracting(Taken::bytes)
        .containsExactly(
            SETS + START + IDR, START + SLICE, SETS + START + "06051100" + START + IDR);
    assertThat(taker.units).noneMatch(Taken::formatChanged);
  }

  @Test
  void remembersTheSetsOfTheStreamAndTellsTheirChange() {
    Taker taker = Taker.h264(SETS);
    taker.picture(SPS, PPS, IDR).picture("6742ffff", PPS, IDR).picture(IDR);
    taker.picture("6742ffff", PPS, "6742ffff", PPS, IDR).picture("68ce", IDR);
    String changed = START + "6742ffff" + START + PPS;

    assertThat(taker.units)
        .extracting(Taken::formatChanged)
        .containsExactly(false, true, false, false, false);
    assertThat(taker.units.get(2).bytes()).isEqualTo(changed + START + IDR);
    assertThat(taker.assembler.parameterSets().bytes()).isEqualTo(Packets.hex(changed));
  }

  @Test
  void endsAPictureWhereTheTimeChangesIfNoMarkDoes() {
    Taker taker = Taker.h264();
    taker.unmarked(SPS, PPS, IDR).unmarked(SLICE, LATER).unmarked(SLICE);

    assertThat(taker.units)
        .extracting(Taken::bytes)
        .containsExactly(SETS + START + IDR, START + SLICE + START + LATER);
    assertThat(taker.units).extracting(Taken::ticks).containsExactly(0L, 3600L);
  }

  @Test
  void learnsThatACameraMarksEachSlice() {
    Taker taker = Taker.h264(SETS);
    taker.allMarked(IDR, "6540cc").allMarked(SLICE, LATER).allMarked(SLICE, LATER).picture(SLICE);

    assertThat(taker.units)
        .extracting(Taken::bytes)
        .endsWith(START + SLICE + START + LATER, START + SLICE + START + LATER);
    assertThat(taker.units.get(1).damaged()).isTrue();
  }

  @Test
  void keepsParameterSetsThatAreMarkedOrStampedOnTheirOwn() {
    Taker taker = Taker.h264().picture(SPS).picture(PPS).picture(IDR);

    assertThat(taker.units).hasSize(1);
    assertThat(taker.last().bytes()).isEqualTo(SETS + START + IDR);
  }

  @Test
  void tellsWhichPicturesSufferFromALoss() {
    Taker taker = Taker.h264(SETS);
    taker.picture(IDR).picture(SLICE);
    taker.packet("5c819abb", false);
    taker.lose(1).picture("5c41dd");
    taker.picture(SLICE).picture(IDR).picture(SLICE);

    assertThat(taker.units)
        .extracting(Taken::damaged)
        .containsExactly(false, false, true, false, false, false);
    assertThat(taker.units)
        .extracting(Taken::refersToDamaged)
        .containsExactly(false, false, false, true, false, false);
  }

  @Test
  void tellsThatAWholePictureIsMissing() {
    Taker taker = Taker.h264(SETS);
    taker.picture(IDR).lose(1).picture(SLICE);

    assertThat(taker.last().damaged()).isFalse();
    assertThat(taker.last().refersToDamaged()).isTrue();
  }

  @Test
  void tellsThatTheHeadOrTheTailIsMissing() {
    Taker taker = Taker.h264(SETS);
    taker.picture(IDR).lose(1).picture("5c01cc", "5c41dd", LATER);
    assertThat(taker.last().damaged()).isTrue();

    taker.picture(IDR);
    taker.packet(SLICE, false);
    taker.at(90_000).lose(2).picture(IDR).picture(SLICE);

    assertThat(taker.units)
        .extracting(Taken::damaged)
        .containsExactly(false, true, false, true, false, false);
    assertThat(taker.last().refersToDamaged()).isFalse();
  }

  @Test
  void beforeTheFirstKeyUnitNothingIsSound() {
    assertThat(Taker.h264().picture(SLICE).last().refersToDamaged()).isTrue();
  }

  @Test
  void callsAnAnnouncedIntraPictureKeyAsOpenGroupsHaveThem() {
    String intra = "6188aa";
    Taker taker = Taker.h264(SETS);
    taker.picture(SPS, PPS, intra).picture("06" + "0501aa" + "060184" + "80", intra);
    assertThat(taker.units).extracting(Taken::key).containsExactly(true, true);

    // Not announced; announced but predicted; announced, but with one predicted slice; no
    // reference.
    taker.picture(intra).picture(SPS, PPS, SLICE).picture(SPS, intra, LATER).picture(SPS, "0188aa");
    assertThat(taker.units.subList(2, 6)).extracting(Taken::key).containsOnly(false);
  }

  @Test
  void unwrapsTheTimeAndFollowsItBack() {
    Taker taker = Taker.h264(SETS).at(-3600);
    taker.picture(IDR).picture(SLICE).picture(SLICE).at(1800).picture(SLICE);

    assertThat(taker.units).extracting(Taken::ticks).containsExactly(0L, 3600L, 7200L, 5400L);
  }

  @Test
  void dropsAPictureThatIsTooLarge() {
    Taker taker = Taker.h264(SETS).picture(IDR);
    String piece = "5c01" + "ee".repeat(60_000);
    taker.packet("5c819abb", false);
    for (int i = 0; i < 150; i++) {
      taker.packet(piece, false);
    }
    taker.picture("5c41dd").picture(SLICE);

    assertThat(taker.units).hasSize(2);
    assertThat(taker.assembler.dropped()).isOne();
    assertThat(taker.last().refersToDamaged()).isTrue();
  }

  @Test
  void survivesPayloadsThatAreNone() {
    Taker taker = Taker.h264(SETS).picture(IDR);
    for (String broken :
        new String[] {"", "78", "78ffff00", "7800", "7c", "7c85", "5c41dd", "79aa"}) {
      taker.packet(broken, false);
    }
    taker.packet(SLICE, true);

    assertThat(taker.last().damaged()).isTrue();
    assertThat(taker.last().bytes()).endsWith(START + SLICE);
  }

  @Test
  void readsTheFormsOfH265() {
    Taker taker = new Taker(Codec.H265, ParameterSets.NONE, false);
    String sets = START + "4001aa" + START + "4201bb" + START + "4401cc";
    // VPS, SPS and PPS in an aggregate, an IDR in fragments, a trailing picture.
    taker.picture("6001" + "00034001aa" + "00034201bb" + "00034401cc", "620193afdd", "620153ee");
    taker.picture("0201d0").picture("2601afdd").picture("2a0160").picture("460150", "0201d0");

    assertThat(taker.units)
        .extracting(Taken::bytes)
        .containsExactly(
            sets + START + "2601afddee",
            START + "0201d0",
            sets + START + "2601afdd",
            sets + START + "2a0160",
            START + "0201d0");
    assertThat(taker.units).extracting(Taken::key).containsExactly(true, false, true, true, false);
    assertThat(taker.units.get(0).formatChanged()).isTrue();
  }

  @Test
  void takesDecodingOrderNumbersOutOfH265() {
    Taker taker = new Taker(Codec.H265, ParameterSets.NONE, true);
    taker.picture("2601" + "0007" + "afdd");
    taker.picture("6001" + "0008" + "00032601af" + "01" + "0003260170");
    taker.picture("6201" + "93" + "0009" + "afdd", "6201" + "53" + "ee");

    assertThat(taker.units)
        .extracting(Taken::bytes)
        .containsExactly(
            START + "2601afdd", START + "2601af" + START + "260170", START + "2601afddee");
  }
}
