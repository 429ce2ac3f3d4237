package io.cityward.app.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line: a day of this machine's zone, or an ISO 8601 time with its zone. */
final class Moments implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      return text.length() <= 10
          ? LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          text + " (expected: a day or a time, as 2026-11-25 or 2026-11-25T08:00:00Z)");
    }
  }
}
