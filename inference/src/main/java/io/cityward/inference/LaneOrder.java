package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.time.Duration;
import java.util.List;

/**
 * What a lane is opened for.
 *
 * @param name for logs and figures, such as the camera's id
 * @param pack what looks at its pictures
 * @param size one that the pack takes
 * @param payers who pays, in proportion to the pictures that each wants; 1 to {@value #MOST_PAYERS}
 * @param deadline a picture whose answer would be older than this is dropped
 */
public record LaneOrder(
    String name, ModelPack pack, InputSize size, List<Payer> payers, Duration deadline) {

  /** An answer that late is still welcome. */
  public static final Duration NO_DEADLINE = Duration.ofDays(1);

  static final int MOST_PAYERS = 64;

  /**
   * @throws CityException if the pack does not take the size, nobody pays, or the deadline is none
   */
  public LaneOrder {
    payers = check(name, payers);
    pack.check(size);
    if (deadline.isNegative() || deadline.isZero()) {
      throw CityException.invalid("lane " + name + ": deadline", deadline, "more than 0");
    }
  }

  /** The city's own, without a deadline. */
  public static LaneOrder ofCity(
      String name, ModelPack pack, InputSize size, double framesPerSecond) {
    Payer city = new Payer(Payer.CITY, name, framesPerSecond);
    return new LaneOrder(name, pack, size, List.of(city), NO_DEADLINE);
  }

  static List<Payer> check(String lane, List<Payer> payers) {
    if (payers.isEmpty() || payers.size() > MOST_PAYERS) {
      throw CityException.invalid(
          "lane " + lane + ": payers", payers.size(), "1 to " + MOST_PAYERS);
    }
    return List.copyOf(payers);
  }
}
