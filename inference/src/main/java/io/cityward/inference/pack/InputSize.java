package io.cityward.inference.pack;

import io.cityward.core.CityException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Width and height in pixels of what a model is given, written as {@code 416x256}. */
public record InputSize(int width, int height) {

  private static final int MOST = 4096;
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})x(\\d{1,4})");

  public InputSize {
    if (width < 1 || width > MOST || height < 1 || height > MOST) {
      throw CityException.invalid("size", width + "x" + height, "1 to " + MOST + " per side");
    }
  }

  /**
   * @throws CityException if the text is no size
   */
  public static InputSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw CityException.invalid("size", text, "width x height in pixels, such as 416x256");
    }
    return new InputSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  public int pixels() {
    return width * height;
  }

  public boolean isMultipleOf(int step) {
    return width % step == 0 && height % step == 0;
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
