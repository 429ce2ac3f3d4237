package io.cityward.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.testkit.BundledClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H264CopiesIT {

  private static final int MANY = 30;

  @TempDir private Path folder;

  @Test
  void onlySomeWaitAndTheOthersAreToldToComeAgain() throws Exception {
    List<CompletableFuture<Path>> accepted = new ArrayList<>();
    List<CityException> refused = new ArrayList<>();
    try (H264Copies copies = new H264Copies()) {
      for (int i = 0; i < MANY; i++) {
        try {
          accepted.add(copies.of(clip(i)));
        } catch (CityException e) {
          refused.add(e);
        }
      }
      assertThat(accepted.get(0).get(30, TimeUnit.SECONDS)).exists();
    }
    assertThat(refused).isNotEmpty().allMatch(e -> e.code() == ErrorCode.FULL);
    // A stop leaves nobody waiting, and nothing half-written.
    assertThat(accepted).allMatch(CompletableFuture::isDone);
    try (var files = Files.walk(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  void whoAsksForTheSameWaitsForTheSame() throws Exception {
    Path clip = clip(0);
    try (H264Copies copies = new H264Copies()) {
      CompletableFuture<Path> first = copies.of(clip);
      CompletableFuture<Path> second = copies.of(clip);
      assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(first.get(30, TimeUnit.SECONDS));
      assertThat(copies.of(clip)).isCompletedWithValue(clip.resolveSibling("clip.h264.mp4"));
    }
  }

  private Path clip(int number) throws IOException {
    Path place = Files.createDirectories(folder.resolve("f-" + number));
    Path h265 = BundledClips.extract(BundledClips.BOXES_H265, folder);
    return Files.copy(h265, place.resolve("clip.mp4"));
  }
}
