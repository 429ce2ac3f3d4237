package io.cityward.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.inference.MatPicture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTensorTest {

  private static final double[] MEAN = {103.53, 116.28, 123.675};
  private static final double[] STD = {57.375, 57.12, 58.395};
  private static final InputSize SIZE = new InputSize(64, 32);

  @TempDir Path models;

  @Test
  void normalisesEachChannelInItsPlaneAndPadsWithGrey() {
    try (InputTensor input = new InputTensor(PackFolder.pack(models), SIZE);
        MatPicture picture = MatPicture.filled(128, 32, 10, 20, 30)) {
      Letterbox box = input.paint(picture);

      assertThat(box).isEqualTo(new Letterbox(0, 8, 64, 16));
      for (int channel = 0; channel < 3; channel++) {
        assertThat(at(input, channel, 30, 16))
            .isCloseTo((10 + 10 * channel - MEAN[channel]) / STD[channel], within(1e-5));
        assertThat(at(input, channel, 30, 7))
            .isCloseTo((114 - MEAN[channel]) / STD[channel], within(1e-5));
        assertThat(at(input, channel, 30, 24)).isEqualTo(at(input, channel, 30, 7));
      }
    }
  }

  @Test
  void swapsTheChannelsForAModelThatWantsRgb() throws IOException {
    ModelPack rgb = PackFolder.create(models).change("channels: BGR", "channels: RGB").read();
    try (InputTensor input = new InputTensor(rgb, SIZE);
        MatPicture picture = MatPicture.filled(64, 32, 10, 20, 30)) {
      input.paint(picture);

      assertThat(at(input, 0, 5, 5)).isCloseTo((30 - MEAN[0]) / STD[0], within(1e-5));
      assertThat(at(input, 2, 5, 5)).isCloseTo((10 - MEAN[2]) / STD[2], within(1e-5));
    }
  }

  @Test
  void leavesNothingOfAPictureOfAnotherShape() {
    ModelPack pack = PackFolder.pack(models);
    try (InputTensor reused = new InputTensor(pack, SIZE);
        InputTensor fresh = new InputTensor(pack, SIZE);
        MatPicture tall = MatPicture.filled(20, 200, 255, 255, 255);
        MatPicture wide = MatPicture.filled(200, 20, 1, 2, 3)) {
      reused.paint(wide);
      reused.paint(tall);
      reused.paint(wide);
      fresh.paint(wide);

      assertThat(floats(reused)).containsExactly(floats(fresh));
    }
  }

  @Test
  void keepsThePicturesOfABatchApart() {
    ModelPack pack = PackFolder.pack(models);
    try (InputTensor batch = new InputTensor(pack, SIZE, 3);
        InputTensor alone = new InputTensor(pack, SIZE);
        MatPicture tall = MatPicture.noise(20, 200);
        MatPicture wide = MatPicture.noise(200, 20)) {
      batch.paint(0, wide);
      batch.paint(1, tall);
      batch.paint(2, wide);

      int one = 3 * SIZE.pixels();
      alone.paint(wide);
      assertThat(batch.values().slice(0, one)).isEqualTo(alone.values());
      assertThat(batch.values().slice(2 * one, one)).isEqualTo(alone.values());
      alone.paint(tall);
      assertThat(batch.values().slice(one, one)).isEqualTo(alone.values());
      assertThat(batch.values(2).remaining()).isEqualTo(2 * one);
    }
  }

  private static double at(InputTensor input, int channel, int x, int y) {
    return input.values().get(channel * SIZE.pixels() + y * SIZE.width() + x);
  }

  private static float[] floats(InputTensor input) {
    FloatBuffer values = input.values();
    float[] floats = new float[values.remaining()];
    values.get(floats);
    return floats;
  }
}
