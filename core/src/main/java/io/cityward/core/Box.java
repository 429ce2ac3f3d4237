package io.cityward.core;

/** A rectangle in a picture, normalised: {@code left < right} and {@code top < bottom} in 0..1. */
public record Box(double left, double top, double right, double bottom) {

  public Box {
    if (!(left <= right && top <= bottom)) {
      throw CityException.invalid(
          "box",
          "[" + left + ", " + top + ", " + right + ", " + bottom + "]",
          "left <= right and top <= bottom");
    }
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  public double area() {
    return width() * height();
  }

  public Point centre() {
    return new Point((left + right) / 2, (top + bottom) / 2);
  }

  /** Where the thing in the box stands: the middle of the lower edge. */
  public Point groundPoint() {
    return new Point((left + right) / 2, bottom);
  }

  public boolean contains(Point point) {
    return point.x() >= left && point.x() <= right && point.y() >= top && point.y() <= bottom;
  }

  public double intersection(Box other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return width <= 0 || height <= 0 ? 0 : width * height;
  }

  /** The box that lies a share of the way to another, 0..1. */
  public Box towards(Box other, double share) {
    return new Box(
        left + share * (other.left - left),
        top + share * (other.top - top),
        right + share * (other.right - right),
        bottom + share * (other.bottom - bottom));
  }

  /** The smallest box around both. */
  public Box around(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** Intersection over union, 0..1. */
  public double iou(Box other) {
    double shared = intersection(other);
    double union = area() + other.area() - shared;
    return union <= 0 ? 0 : shared / union;
  }
}
