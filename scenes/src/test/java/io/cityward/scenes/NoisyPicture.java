package io.cityward.scenes;

import io.cityward.core.Picture;
import java.nio.ByteBuffer;
import java.util.Random;

/** What a sensor makes of a picture: brighter or darker, with noise that differs each time. */
public record NoisyPicture(Picture scene, double gain, double offset, double noise, long seed)
    implements Picture {

  public static NoisyPicture of(Picture scene, long seed) {
    return new NoisyPicture(scene, 1, 0, 1, seed);
  }

  @Override
  public int width() {
    return scene.width();
  }

  @Override
  public int height() {
    return scene.height();
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    throw new UnsupportedOperationException("grey alone");
  }

  @Override
  public void paintGrey(ByteBuffer canvas, int width, int height) {
    scene.paintGrey(canvas, width, height);
    var random = new Random(seed);
    for (int i = 0; i < width * height; i++) {
      double level = gain * (canvas.get(i) & 0xff) + offset + noise * random.nextGaussian();
      canvas.put(i, (byte) Math.round(Math.max(0, Math.min(255, level))));
    }
  }
}
