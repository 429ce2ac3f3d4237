package io.cityward.ingest;

import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.line;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.cityward.core.Box;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws overlays on a BGR canvas, in strokes that fit its size. */
final class Brush {

  private final Mat canvas;
  private final int stroke;
  private final int textStroke;
  private final double textScale;

  Brush(Mat canvas) {
    this.canvas = canvas;
    this.stroke = Math.max(2, canvas.rows() / 270);
    this.textStroke = Math.max(1, canvas.rows() / 540);
    this.textScale = Math.max(0.4, canvas.rows() / 1000.0);
  }

  void draw(Overlay overlay) {
    try (PointerScope scope = new PointerScope()) {
      if (overlay instanceof Overlay.Area area) {
        outline(area.polygon().points(), area.label(), new Scalar(0, 150, 230, 0));
      } else if (overlay instanceof Overlay.Found found) {
        frame(found.box(), found.label(), new Scalar(40, 40, 230, 0));
      } else if (overlay instanceof Overlay.True known) {
        frame(known.box(), known.label(), new Scalar(60, 160, 40, 0));
      } else if (overlay instanceof Overlay.Way way) {
        follow(way.points(), new Scalar(40, 40, 230, 0));
      }
      scope.deallocate();
    }
  }

  private void outline(List<io.cityward.core.Point> points, String label, Scalar colour) {
    for (int i = 0; i < points.size(); i++) {
      Point from = pixel(points.get(i).x(), points.get(i).y());
      var next = points.get((i + 1) % points.size());
      line(canvas, from, pixel(next.x(), next.y()), colour, stroke, LINE_AA, 0);
    }
    tag(pixel(points.get(0).x(), points.get(0).y()), label, colour);
  }

  private void follow(List<io.cityward.core.Point> points, Scalar colour) {
    for (int i = 1; i < points.size(); i++) {
      Point from = pixel(points.get(i - 1).x(), points.get(i - 1).y());
      line(canvas, from, pixel(points.get(i).x(), points.get(i).y()), colour, stroke, LINE_AA, 0);
    }
  }

  private void frame(Box box, String label, Scalar colour) {
    Point corner = pixel(box.left(), box.top());
    rectangle(canvas, corner, pixel(box.right(), box.bottom()), colour, stroke, LINE_AA, 0);
    tag(corner, label, colour);
  }

  /** The label on a filled ground, above the corner where there is room, else below it. */
  private void tag(Point corner, String label, Scalar colour) {
    if (label.isEmpty()) {
      return;
    }
    String text = label.replaceAll("[^\\x20-\\x7e]", "?");
    IntPointer baseline = new IntPointer(1);
    Size size = getTextSize(text, FONT_HERSHEY_SIMPLEX, textScale, textStroke, baseline);
    int height = size.height() + baseline.get() + stroke;
    int x = Math.max(0, Math.min(corner.x(), canvas.cols() - size.width()));
    int bottom = corner.y() >= height ? corner.y() : Math.min(canvas.rows(), corner.y() + height);
    rectangle(
        canvas,
        new Point(x, bottom - height),
        new Point(x + size.width(), bottom),
        colour,
        FILLED,
        LINE_AA,
        0);
    putText(
        canvas,
        text,
        new Point(x, bottom - baseline.get()),
        FONT_HERSHEY_SIMPLEX,
        textScale,
        new Scalar(255, 255, 255, 0),
        textStroke,
        LINE_AA,
        false);
  }

  private Point pixel(double x, double y) {
    return new Point(
        (int) Math.round(x * (canvas.cols() - 1)), (int) Math.round(y * (canvas.rows() - 1)));
  }
}
