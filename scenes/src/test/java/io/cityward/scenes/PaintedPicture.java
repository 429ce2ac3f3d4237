package io.cityward.scenes;

import io.cityward.core.Box;
import io.cityward.core.Picture;
import java.nio.ByteBuffer;
import java.util.List;

/** A street painted from rectangles: every look (a number) has a texture of its own. */
public record PaintedPicture(int width, int height, double brightness, List<Thing> things)
    implements Picture {

  /** Something in the street; later ones stand in front of earlier ones. */
  public record Thing(Box box, int look) {}

  public static PaintedPicture of(Thing... things) {
    return new PaintedPicture(1280, 720, 1, List.of(things));
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        byte grey = (byte) level((column + 0.5) / width, (row + 0.5) / height);
        int at = 3 * ((y + row) * canvasWidth + x + column);
        canvas.put(at, grey).put(at + 1, grey).put(at + 2, grey);
      }
    }
  }

  @Override
  public void paintGrey(ByteBuffer canvas, int width, int height) {
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int grey = level((column + 0.5) / width, (row + 0.5) / height);
        canvas.put(row * width + column, (byte) grey);
      }
    }
  }

  private int level(double x, double y) {
    int level = (int) (90 + 40 * x + 10 * ((int) (20 * y) % 3));
    for (Thing thing : things) {
      Box box = thing.box();
      if (x >= box.left() && x <= box.right() && y >= box.top() && y <= box.bottom()) {
        int column = (int) (6 * (x - box.left()) / box.width());
        int row = (int) (6 * (y - box.top()) / box.height());
        level = texture(thing.look(), column, row);
      }
    }
    return (int) Math.max(0, Math.min(255, level * brightness));
  }

  private static int texture(int look, int column, int row) {
    long mixed = (look * 73856093L) ^ (column * 19349663L) ^ (row * 83492791L);
    mixed = (mixed ^ (mixed >>> 13)) * 0x9E3779B97F4A7C15L;
    return 20 + (int) ((mixed >>> 40) & 0x7f);
  }
}
