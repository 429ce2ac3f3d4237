package io.cityward.alerts.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CameraId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresetPicturesIT {

  private static final CameraId KERB = new CameraId("kerb");

  @TempDir Path folder;
  private PresetPictures pictures;

  @BeforeEach
  void open() {
    pictures = new PresetPictures(folder);
  }

  private static byte[] jpeg(int content) {
    return new byte[] {(byte) 0xff, (byte) 0xd8, (byte) content};
  }

  @Test
  void theSamePictureIsOneFile() {
    String path = pictures.put(KERB, "north", jpeg(1));
    assertThat(path).matches("cameras/kerb/north-[0-9a-f]{16}\\.jpg");
    assertThat(folder.resolve(path)).hasBinaryContent(jpeg(1));
    assertThat(pictures.put(KERB, "north", jpeg(1))).isEqualTo(path);
    assertThat(pictures.put(KERB, "north", jpeg(2))).isNotEqualTo(path);
  }

  @Test
  void removesWhatNobodyRefersTo() throws IOException {
    String kept = pictures.put(KERB, "north", jpeg(1));
    String old = pictures.put(KERB, "north", jpeg(2));
    String gone = pictures.put(new CameraId("gone"), "north", jpeg(3));
    Files.write(folder.resolve("cameras/kerb/.north-0.jpg.part"), jpeg(4));
    pictures.removeOrphans(Map.of("kerb", Set.of(kept)));
    assertThat(folder.resolve(kept)).exists();
    assertThat(folder.resolve(old)).doesNotExist();
    assertThat(folder.resolve(gone).getParent()).doesNotExist();
    assertThat(folder.resolve("cameras/kerb")).isDirectoryNotContaining("glob:**.part");
    pictures.keepOnly(KERB, Set.of());
    assertThat(folder.resolve("cameras/kerb")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../up", "a/b", "", "UP", ".hidden"})
  void aPresetIsNoWayOutOfTheFolder(String preset) {
    assertThatThrownBy(() -> pictures.put(KERB, preset, jpeg(1)))
        .hasMessageContaining("id: " + preset);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void takesJpegsOfAtMostTwoMebibytes() {
    byte[] large = new byte[(2 << 20) + 1];
    large[0] = (byte) 0xff;
    large[1] = (byte) 0xd8;
    assertThatThrownBy(() -> pictures.put(KERB, "north", large)).hasMessageContaining("at most");
    assertThatThrownBy(() -> pictures.put(KERB, "north", new byte[] {1, 2, 3}))
        .hasMessageContaining("a JPEG");
  }
}
