package io.cityward.app.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a span of time as people type it: {@code 90s}, {@code 5m}, {@code 1h}, {@code PT90S}. */
final class Spans implements ITypeConverter<Duration> {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,6})(s|m|h)");

  @Override
  public Duration convert(String text) {
    Matcher form = SHORT.matcher(text);
    Duration span;
    try {
      span =
          form.matches()
              ? Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT))
              : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw refused(text);
    }
    if (span.isNegative() || span.isZero()) {
      throw refused(text);
    }
    return span;
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException(
        "'" + text + "' (expected: a span such as 90s, 5m or PT90S)");
  }
}
