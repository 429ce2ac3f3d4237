package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

  private static final byte UNTOUCHED = 77;

  @Test
  void staysUntilItsLastHolderLetsGo() {
    Frame frame = Pictures.grey(64, 32, 128);
    frame.retain();
    frame.close();

    assertThat(painted(frame, 64, 32, 0, 0, 64, 32).get(0)).isNotEqualTo(UNTOUCHED);
    frame.close();
    assertThatThrownBy(() -> painted(frame, 64, 32, 0, 0, 64, 32))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already released");
    assertThatThrownBy(frame::retain).hasMessageContaining("already released");
    assertThatThrownBy(frame::close).hasMessageContaining("released twice");
  }

  /** FFmpeg itself writes beyond even widths that are not multiples of 8. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 8, 10, 13, 14, 16, 18, 31, 62, 64, 341, 342, 346, 640})
  void paintsInsideItsRectangleAlone(int width) {
    try (Frame frame = Pictures.grey(640, 480, 200)) {
      for (int x : new int[] {0, 1, 7}) {
        int canvasWidth = width + x + 3;
        ByteBuffer canvas = painted(frame, canvasWidth, 20, x, 5, width, 10);
        for (int i = 0; i < canvas.capacity(); i++) {
          int column = i / 3 % canvasWidth;
          int row = i / 3 / canvasWidth;
          boolean inside = column >= x && column < x + width && row >= 5 && row < 15;
          assertThat(canvas.get(i) != UNTOUCHED)
              .as("pixel %d,%d of a target %d wide at %d", column, row, width, x)
              .isEqualTo(inside);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"16,0", "235,255", "126,128"})
  void stretchesTheLimitedRangeOfVideo(int luma, int grey) {
    try (Frame frame = Pictures.grey(64, 64, AV_PIX_FMT_YUV420P, luma)) {
      assertThat(painted(frame, 32, 32, 0, 0, 32, 32).get(0) & 0xff).isBetween(grey - 2, grey + 2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 128, 255})
  void leavesTheFullRangeAsItIs(int luma) {
    try (Frame frame = Pictures.grey(64, 64, AV_PIX_FMT_YUVJ420P, luma)) {
      assertThat(painted(frame, 32, 32, 0, 0, 32, 32).get(0) & 0xff).isBetween(luma - 2, luma + 2);
    }
  }

  @Test
  void isAsWideAsItIsShown() {
    var pal = Pictures.yuv(704, 576, AV_PIX_FMT_YUV420P, 100);
    pal.sample_aspect_ratio(av_make_q(12, 11));
    try (Frame frame = new Frame(pal, Duration.ZERO, Instant.EPOCH, true)) {
      assertThat(frame.width()).isEqualTo(768);
      assertThat(frame.height()).isEqualTo(576);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0,64,32", "0,1,64,32", "-1,0,10,10", "0,0,0,10", "0,0,10,0", "0,0,65,32"})
  void refusesATargetOutsideTheCanvas(int x, int y, int width, int height) {
    try (Frame frame = Pictures.grey(64, 32, 128)) {
      assertThatThrownBy(() -> painted(frame, 64, 32, x, y, width, height))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: inside the canvas of 64x32");
    }
  }

  @Test
  void refusesACanvasOnTheHeap() {
    try (Frame frame = Pictures.grey(64, 32, 128)) {
      assertThatThrownBy(() -> frame.paintBgr(ByteBuffer.allocate(64 * 32 * 3), 64, 0, 0, 64, 32))
          .hasMessageContaining("expected: a direct buffer");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 13, 16, 31, 33, 64, 96, 127, 128, 160, 161, 320, 640, 700})
  void paintsGreyInsideItsCanvasAlone(int width) {
    try (Frame frame = Pictures.grey(640, 480, 200)) {
      ByteBuffer canvas = greyPainted(frame, width, 9, 64);
      for (int i = 0; i < canvas.capacity(); i++) {
        assertThat(canvas.get(i) != UNTOUCHED).as("byte %d", i).isEqualTo(i < width * 9);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"16,0", "235,255", "126,128", "5,0", "250,255"})
  void stretchesTheLimitedRangeOfVideoInGreyToo(int luma, int grey) {
    try (Frame frame = Pictures.grey(64, 64, AV_PIX_FMT_YUV420P, luma)) {
      assertThat(greyPainted(frame, 32, 32, 0).get(0) & 0xff).isBetween(grey - 1, grey + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 128, 255})
  void leavesTheFullRangeAsItIsInGreyToo(int luma) {
    try (Frame frame = Pictures.grey(64, 64, AV_PIX_FMT_YUVJ420P, luma)) {
      assertThat(greyPainted(frame, 32, 32, 0).get(0) & 0xff).isEqualTo(luma);
    }
  }

  @Test
  void paintsGreyOfFormatsWhoseLumaIsNoPlaneOfBytes() {
    // 10 bits: every sample is two bytes; 0x0202 = 514 of 1023, in the limited range 128.5 of 255.
    try (Frame tenBits = Pictures.grey(64, 64, AV_PIX_FMT_YUV420P10LE, 2);
        Frame rgb = Pictures.grey(64, 64, AV_PIX_FMT_BGR24, 90)) {
      assertThat(greyPainted(tenBits, 32, 32, 0).get(0) & 0xff).isBetween(129, 134);
      assertThat(greyPainted(rgb, 32, 32, 0).get(0) & 0xff).isBetween(89, 91);
    }
  }

  @Test
  void averagesTheRowsAndColumnsOfAPictureThatShrinksStrongly() {
    AVFrame halves = Pictures.yuv(1920, 1080, AV_PIX_FMT_YUVJ420P, 40);
    BytePointer plane = halves.data(0);
    Pointer.memset(plane.getPointer(540L * halves.linesize(0)), 240, 540L * halves.linesize(0));
    try (Frame frame = new Frame(halves, Duration.ZERO, Instant.EPOCH, true)) {
      ByteBuffer canvas = greyPainted(frame, 160, 90, 0);
      assertThat(canvas.get(44 * 160 + 159) & 0xff).isEqualTo(40);
      assertThat(canvas.get(45 * 160) & 0xff).isEqualTo(240);
    }
  }

  @Test
  void refusesAGreyCanvasThatIsTooSmall() {
    try (Frame frame = Pictures.grey(64, 32, 128)) {
      assertThatThrownBy(() -> frame.paintGrey(ByteBuffer.allocateDirect(16 * 9 - 1), 16, 9))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("target: 16x9 at 0,0 (expected: inside the canvas of 16x8)");
      assertThatThrownBy(() -> frame.paintGrey(ByteBuffer.allocate(16 * 9), 16, 9))
          .hasMessageContaining("expected: a direct buffer");
    }
  }

  private static ByteBuffer greyPainted(Frame frame, int width, int height, int more) {
    ByteBuffer canvas = ByteBuffer.allocateDirect(width * height + more);
    for (int i = 0; i < canvas.capacity(); i++) {
      canvas.put(i, UNTOUCHED);
    }
    canvas.position(1).limit(2);
    frame.paintGrey(canvas, width, height);
    assertThat(canvas.position()).isEqualTo(1);
    assertThat(canvas.limit()).isEqualTo(2);
    return canvas.clear();
  }

  private static ByteBuffer painted(
      Frame frame, int canvasWidth, int canvasHeight, int x, int y, int width, int height) {
    ByteBuffer canvas = ByteBuffer.allocateDirect(canvasWidth * canvasHeight * 3);
    for (int i = 0; i < canvas.capacity(); i++) {
      canvas.put(i, UNTOUCHED);
    }
    canvas.position(3).limit(5);
    frame.paintBgr(canvas, canvasWidth, x, y, width, height);
    assertThat(canvas.position()).isEqualTo(3);
    assertThat(canvas.limit()).isEqualTo(5);
    return canvas.clear();
  }
}
