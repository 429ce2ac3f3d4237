package io.cityward.scenes.throwing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Gathers changed pixels into small things, on a grid of cells of 4 by 4 pixels, 8 by 8 in large
 * pictures. Where it always moves, as in a tree, only what changes much more than usual counts.
 * Costs nothing where nothing moves. One thread.
 */
final class Specks {

  /** A picture that is wider has cells of 8 by 8, and is looked at by tiles. */
  private static final int WIDE = 1920;

  /** Tiles of 64 by 64 pixels. */
  private static final int TILE_BITS = 6;

  /**
   * A tile in which more of its 512 eights of pixels change all the time, as in a tree, is looked
   * at coarsely, every second pixel of every second row: what is small cannot be told there anyway.
   */
  private static final float BUSY = 64;

  /** Share of a picture in what is known of a tile. */
  private static final float LEARNING = 0.2f;

  /** For how long movement in a cell is remembered, seconds. */
  private static final double MEMORY = 6;

  /** A cell that moves in more than this share of the pictures is taken to move always. */
  private static final double OFTEN = 0.06;

  /** Where it always moves, a change must exceed the usual one by this factor. */
  private static final double STANDS_OUT = 1.7;

  /** Parts of the picture from top to bottom, each a square, in which things are counted. */
  private static final int BLOCKS = 8;

  private static final int MOST_BLOCKS = 64;

  /** Things that noise puts into such a part by itself. */
  private static final double ALONE = 0.02;

  private static final int LEAST_PIXELS = 3;

  /** Of a wide picture: what one pixel of a coarse look stands for is not enough. */
  private static final int LEAST_PIXELS_WIDE = 5;

  /** More things at once are weather, or a camera that cannot be helped. */
  private static final int MOST = 250;

  private final MovingPixels pixels;
  private final double largest;
  private int cellBits = 2;
  private int columns;
  private int rows;
  private int tileColumns;
  private int[] changed = new int[0];
  private float[] busy = new float[0];
  private int[] stamp = new int[0];
  private int[] kept = new int[0];
  private int[] count = new int[0];
  private int[] sumX = new int[0];
  private int[] sumY = new int[0];
  private int[] left = new int[0];
  private int[] right = new int[0];
  private int[] top = new int[0];
  private int[] bottom = new int[0];
  private int[] strongest = new int[0];
  private float[] often = new float[0];
  private float[] usual = new float[0];
  private float[] lastMoved = new float[0];
  private int[] touched = new int[1024];
  private int touchedCount;
  private int[] stack = new int[1024];
  private int[] crowd = new int[BLOCKS * MOST_BLOCKS];
  private int[] crowdBefore = new int[BLOCKS * MOST_BLOCKS];
  private int now;
  private long pictures;
  private double begun = Double.NaN;
  private double step = 0.04;
  private double last = Double.NaN;

  /**
   * @param largest of a thing, as a share of the picture's height
   */
  Specks(MovingPixels pixels, double largest) {
    this.pixels = pixels;
    this.largest = largest;
  }

  /** The things in the picture last compared; none if it is full of them. */
  List<Speck> gather() {
    size();
    double at = pixels.changeSeconds();
    if (Double.isNaN(begun)) {
      begun = at;
    }
    if (!Double.isNaN(last) && at > last) {
      step += 0.1 * (Math.min(0.2, at - last) - step);
    }
    last = at;
    now++;
    pictures++;
    touchedCount = 0;
    int[] before = crowdBefore;
    crowdBefore = crowd;
    crowd = before;
    Arrays.fill(crowd, 0);
    scan();
    dropWhatAlwaysMoves(at);
    List<Speck> specks = components(at);
    if (specks.size() > MOST) {
      specks.sort(Comparator.comparingInt(Speck::contrast).reversed());
      return new ArrayList<>(specks.subList(0, MOST));
    }
    return specks;
  }

  private void size() {
    int bits = wide() ? 3 : 2;
    int wantedColumns = (pixels.columns() >> bits) + 1;
    int wantedRows = (pixels.rows() >> bits) + 1;
    if (bits == cellBits && wantedColumns == columns && wantedRows == rows) {
      return;
    }
    cellBits = bits;
    tileColumns = (pixels.columns() >> TILE_BITS) + 1;
    changed = new int[tileColumns * ((pixels.rows() >> TILE_BITS) + 1)];
    busy = new float[changed.length];
    columns = wantedColumns;
    rows = wantedRows;
    int cells = columns * rows;
    stamp = new int[cells];
    kept = new int[cells];
    count = new int[cells];
    sumX = new int[cells];
    sumY = new int[cells];
    left = new int[cells];
    right = new int[cells];
    top = new int[cells];
    bottom = new int[cells];
    strongest = new int[cells];
    often = new float[cells];
    usual = new float[cells];
    lastMoved = new float[cells];
    now = 0;
    begun = Double.NaN;
  }

  private boolean wide() {
    return pixels.width() > WIDE;
  }

  /** Eight pixels at a time, as nearly all are 0. */
  private void scan() {
    boolean byTiles = wide();
    ByteBuffer changes = pixels.changes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int width = pixels.columns();
    int height = pixels.rows();
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int x = 0; x < width; x += 8) {
        long eight = changes.getLong(row + x);
        if (eight != 0 && byTiles) {
          int tile = (y >> TILE_BITS) * tileColumns + (x >> TILE_BITS);
          changed[tile]++;
          if (busy[tile] > BUSY) {
            coarsely(eight, x, y);
            continue;
          }
        }
        for (int i = 0; eight != 0; i++, eight >>>= 8) {
          int value = (int) (eight & 0xff);
          if (value != 0) {
            note(x + i, y, value, 1);
          }
        }
      }
    }
    for (int i = 0; byTiles && i < changed.length; i++) {
      busy[i] += LEARNING * (changed[i] - busy[i]);
      changed[i] = 0;
    }
  }

  /** Each pixel stands for four. */
  private void coarsely(long eight, int x, int y) {
    for (int i = 0; (y & 1) == 0 && i < 8; i += 2) {
      int value = (int) (eight >>> 8 * i & 0xff);
      if (value != 0) {
        note(x + i, y, value, 4);
      }
    }
  }

  private void note(int x, int y, int value, int weight) {
    int cell = (y >> cellBits) * columns + (x >> cellBits);
    if (stamp[cell] != now) {
      stamp[cell] = now;
      count[cell] = 0;
      sumX[cell] = 0;
      sumY[cell] = 0;
      left[cell] = x;
      right[cell] = x;
      top[cell] = y;
      bottom[cell] = y;
      strongest[cell] = 0;
      if (touchedCount == touched.length) {
        touched = Arrays.copyOf(touched, 2 * touchedCount);
      }
      touched[touchedCount++] = cell;
    }
    count[cell] += weight;
    sumX[cell] += weight * x;
    sumY[cell] += weight * y;
    left[cell] = Math.min(left[cell], x);
    right[cell] = Math.max(right[cell], x);
    bottom[cell] = y;
    strongest[cell] = Math.max(strongest[cell], value);
  }

  private void dropWhatAlwaysMoves(double at) {
    double pictures = Math.max(1, Math.min(MEMORY, at - begun + 1) / step);
    for (int i = 0; i < touchedCount; i++) {
      int cell = touched[i];
      float faded = (float) (often[cell] * Math.exp(-(at - lastMoved[cell]) / MEMORY));
      boolean always = faded > OFTEN * pictures;
      boolean standsOut = strongest[cell] > STANDS_OUT * usual[cell] + 8;
      usual[cell] += (faded < 1 ? 1 : 0.1f) * (strongest[cell] - usual[cell]);
      often[cell] = faded + 1;
      lastMoved[cell] = (float) at;
      if (always && !standsOut) {
        stamp[cell] = now - 1;
      } else {
        kept[cell] = now;
      }
    }
  }

  private List<Speck> components(double at) {
    List<Speck> specks = new ArrayList<>();
    for (int i = 0; i < touchedCount; i++) {
      if (stamp[touched[i]] == now) {
        component(touched[i], at, specks);
      }
    }
    return specks;
  }

  private void component(int first, double at, List<Speck> specks) {
    int n = 0;
    long x = 0;
    long y = 0;
    int minX = Integer.MAX_VALUE;
    int maxX = 0;
    int minY = Integer.MAX_VALUE;
    int maxY = 0;
    int contrast = 0;
    int waiting = 0;
    stack[waiting++] = first;
    stamp[first] = now - 1;
    while (waiting > 0) {
      int cell = stack[--waiting];
      n += count[cell];
      x += sumX[cell];
      y += sumY[cell];
      minX = Math.min(minX, left[cell]);
      maxX = Math.max(maxX, right[cell]);
      minY = Math.min(minY, top[cell]);
      maxY = Math.max(maxY, bottom[cell]);
      contrast = Math.max(contrast, strongest[cell]);
      waiting = neighbours(cell, waiting);
    }
    int width = maxX - minX + 1;
    int height = maxY - minY + 1;
    double most = Math.max(12, largest * pixels.height());
    // Fast things are smeared along their way.
    if (n >= (wide() ? LEAST_PIXELS_WIDE : LEAST_PIXELS) && width <= most && height <= 3 * most) {
      Shift shift = pixels.changeShift();
      specks.add(
          new Speck(
              pictures,
              at,
              pixels.left() + (double) x / n - shift.x(),
              pixels.top() + (double) y / n - shift.y(),
              width,
              height,
              n,
              contrast,
              company(minX, minY, maxX, maxY, n),
              crowd((minX + maxX) / 2, (minY + maxY) / 2)));
    }
  }

  /** Counts it in, and says how crowded its part of the picture was before. */
  private double crowd(int x, int y) {
    int block = Math.max(1, rows << cellBits) / BLOCKS + 1;
    int at = Math.min(BLOCKS - 1, y / block) * MOST_BLOCKS + Math.min(MOST_BLOCKS - 1, x / block);
    crowd[at]++;
    return Math.max(ALONE, crowdBefore[at] - 1) / ((double) block * block);
  }

  /** A falling thing is alone; what comes off a walker or a vehicle has the rest of it around. */
  private double company(int minX, int minY, int maxX, int maxY, int own) {
    int reach = Math.max(2, rows / 40);
    int fromColumn = Math.max(0, (minX >> cellBits) - reach);
    int toColumn = Math.min(columns - 1, (maxX >> cellBits) + reach);
    int fromRow = Math.max(0, (minY >> cellBits) - reach);
    int toRow = Math.min(rows - 1, (maxY >> cellBits) + reach);
    int all = 0;
    for (int row = fromRow; row <= toRow; row++) {
      for (int column = fromColumn; column <= toColumn; column++) {
        int cell = row * columns + column;
        if (kept[cell] == now) {
          all += count[cell];
        }
      }
    }
    return Math.max(0, all - own) / (double) own;
  }

  private int neighbours(int cell, int waiting) {
    int top = waiting;
    int column = cell % columns;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int next = cell + dy * columns + dx;
        boolean inside =
            column + dx >= 0 && column + dx < columns && next >= 0 && next < stamp.length;
        if (inside && stamp[next] == now) {
          stamp[next] = now - 1;
          if (top == stack.length) {
            stack = Arrays.copyOf(stack, 2 * top);
          }
          stack[top++] = next;
        }
      }
    }
    return top;
  }

  /** The next picture does not follow the last one. */
  void interrupt() {
    last = Double.NaN;
  }

  /** Forgets where it moves. */
  void reset() {
    columns = 0;
    last = Double.NaN;
  }
}
