package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClipTimesTest {

  @Test
  void countsFromZero() {
    ClipTimes times = ClipTimes.of(new long[] {9000, 12_600, 16_200}, 1);

    assertThat(times.presentation()).containsExactly(0, 3600, 7200);
    assertThat(times.decoding()).containsExactly(0, 3600, 7200);
    assertThat(times.duration()).isEqualTo(10_800);
  }

  @Test
  void decodesEarlyEnoughWherePicturesAreReordered() {
    ClipTimes times = ClipTimes.of(new long[] {0, 10_800, 3600, 7200, 21_600, 14_400, 18_000}, 1);

    assertThat(times.presentation()).containsExactly(0, 10_800, 3600, 7200, 21_600, 14_400, 18_000);
    assertThat(times.decoding()).containsExactly(-3600, 0, 3600, 7200, 10_800, 14_400, 18_000);
    assertThat(times.duration()).isEqualTo(25_200);
  }

  @Test
  void partsPicturesThatCarryOneStamp() {
    ClipTimes times = ClipTimes.of(new long[] {5, 5, 5, 3605}, 1);

    assertThat(times.presentation()).containsExactly(0, 1, 2, 3600);
    assertThat(times.decoding()).containsExactly(0, 1, 2, 3600);
  }

  @Test
  void takesTheUsualStepForASinglePicture() {
    assertThat(ClipTimes.of(new long[] {77}, 3600).duration()).isEqualTo(3600);
  }

  @Test
  void alwaysRisesAndNeverDecodesAfterShowing() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      long[] stamps = random.longs(1 + random.nextInt(40), 0, 200).toArray();
      ClipTimes times = ClipTimes.of(stamps, 40);

      assertThat(times.presentation()).doesNotHaveDuplicates();
      for (int i = 0; i < stamps.length; i++) {
        assertThat(times.decoding()[i]).isLessThanOrEqualTo(times.presentation()[i]);
        assertThat(i == 0 || times.decoding()[i] > times.decoding()[i - 1]).isTrue();
      }
    }
  }
}
