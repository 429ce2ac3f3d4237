package io.cityward.inference;

import io.cityward.core.CityException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model runs on, written as {@code cpu}, {@code cuda} or {@code cuda:1}.
 *
 * @param index which of several, from 0; always 0 for the CPU
 */
public record Device(Kind kind, int index) {

  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern FORM = Pattern.compile("(cpu)|cuda(?::(\\d{1,2}))?");

  /** Kinds of devices. */
  public enum Kind {
    CPU,
    CUDA
  }

  /**
   * @throws CityException if the text names no device
   */
  public static Device parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw CityException.invalid("device", text, "cpu, cuda, or cuda:1 for the second of several");
    }
    if (matcher.group(1) != null) {
      return CPU;
    }
    String index = matcher.group(2);
    return new Device(Kind.CUDA, index == null ? 0 : Integer.parseInt(index));
  }

  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }
}
