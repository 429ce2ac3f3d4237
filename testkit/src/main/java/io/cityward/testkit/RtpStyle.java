package io.cityward.testkit;

import io.cityward.core.CityException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a simulated camera numbers and marks its RTP packets.
 *
 * @param firstSequence sequence number where its timeline begins, 0..65535; empty for any
 * @param firstTime RTP time where its timeline begins, 0..2^32-1; empty for any
 */
public record RtpStyle(OptionalInt firstSequence, OptionalLong firstTime, Markers markers) {

  /** As RFC 3550 wants: numbers that begin anywhere, a marker on each picture's last packet. */
  public static final RtpStyle PLAIN =
      new RtpStyle(OptionalInt.empty(), OptionalLong.empty(), Markers.LAST);

  public RtpStyle {
    firstSequence.ifPresent(number -> check("first sequence number", number, 0xffff));
    firstTime.ifPresent(time -> check("first RTP time", time, 0xffff_ffffL));
  }

  private static void check(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw CityException.invalid(name, value, "0 to " + most);
    }
  }
}
