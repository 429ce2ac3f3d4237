package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * One scaling of pictures of one size and colour to BGR or grey of another size. A native context
 * serves one caller at a time and is expensive to make, so that idle ones are kept and lent.
 */
final class Scaler {

  /** More idle ones than this are freed, oldest first; each holds some 100 KB. */
  private static final int MOST_IDLE = 32;

  private static final int NO_ADJUSTMENT = 1 << 16;

  private static final ArrayDeque<Scaler> IDLE = new ArrayDeque<>();

  private record Form(
      int width, int height, int from, int to, int matrix, boolean fullRange, long size) {

    static Form of(Source source, Target target) {
      AVFrame frame = source.frame();
      int to = target.grey() ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_BGR24;
      boolean full = source.fullRange();
      long size = (long) target.width() << 32 | target.height();
      return new Form(
          source.width(), source.height(), source.format(), to, matrixOf(frame), full, size);
    }
  }

  private final Form form;
  private final SwsContext context;
  private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4);
  private final IntPointer sourceStrides = new IntPointer(4);

  /** Null where the pixels can go straight onto the canvas. */
  private final BytePointer rows;

  private Scaler(Form form, Target target) {
    this.form = form;
    boolean smaller = target.width() <= form.width() && target.height() <= form.height();
    this.context =
        sws_getContext(
            form.width(),
            form.height(),
            form.from(),
            target.width(),
            target.height(),
            form.to(),
            smaller ? SWS_AREA : SWS_BICUBIC,
            null,
            null,
            (DoublePointer) null);
    if (context == null) {
      throw new IllegalStateException("no scaling from " + form + " to " + target);
    }
    this.rows =
        writesExactly(target) ? null : new BytePointer(rowsStride(target) * target.height());
    IntPointer matrix = sws_getCoefficients(form.matrix());
    sws_setColorspaceDetails(
        context, matrix, form.fullRange() ? 1 : 0, matrix, 1, 0, NO_ADJUSTMENT, NO_ADJUSTMENT);
  }

  static void paint(AVFrame frame, Target target) {
    Source source = Source.of(frame, target);
    Form form = Form.of(source, target);
    Scaler scaler = lend(form);
    if (scaler == null) {
      scaler = new Scaler(form, target);
    }
    try {
      scaler.scale(source, target);
    } finally {
      takeBack(scaler);
    }
  }

  private void scale(Source source, Target target) {
    BytePointer canvas = new BytePointer(target.canvas()).position(target.offset());
    if (rows == null) {
      scale(source, canvas, target.stride());
      return;
    }
    long stride = rowsStride(target);
    scale(source, rows.position(0), (int) stride);
    for (int y = 0; y < target.height(); y++) {
      canvas.position(target.offset() + (long) y * target.stride());
      Pointer.memcpy(canvas, rows.position(y * stride), target.rowBytes());
    }
  }

  private void scale(Source source, BytePointer to, int stride) {
    planes.put(0, to);
    strides.put(0, stride);
    for (int plane = 0; plane < 4; plane++) {
      sourceStrides.put(plane, source.stride(plane));
    }
    sws_scale(context, source.frame().data(), sourceStrides, 0, form.height(), planes, strides);
  }

  /** Of even widths FFmpeg writes up to 7 pixels more than asked for, to the right. */
  private static boolean writesExactly(Target target) {
    return !target.grey() && target.width() % 8 == 0;
  }

  /** Grey rows are vectors of up to 64 bytes to FFmpeg. */
  private static long rowsStride(Target target) {
    return target.grey()
        ? target.width() + 127L & ~63L
        : (target.width() + 15L & ~7L) * Target.BYTES_PER_PIXEL;
  }

  private static synchronized Scaler lend(Form form) {
    for (Iterator<Scaler> idle = IDLE.descendingIterator(); idle.hasNext(); ) {
      Scaler scaler = idle.next();
      if (scaler.form.equals(form)) {
        idle.remove();
        return scaler;
      }
    }
    return null;
  }

  private static synchronized void takeBack(Scaler scaler) {
    IDLE.addLast(scaler);
    if (IDLE.size() > MOST_IDLE) {
      IDLE.removeFirst().free();
    }
  }

  private void free() {
    sws_freeContext(context);
    planes.close();
    strides.close();
    sourceStrides.close();
    if (rows != null) {
      rows.close();
    }
  }

  /** What players do where a stream does not say: BT.709 for HD, BT.601 below. */
  private static int matrixOf(AVFrame frame) {
    if (frame.colorspace() != AVCOL_SPC_UNSPECIFIED) {
      return frame.colorspace();
    }
    return frame.height() >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601;
  }
}
