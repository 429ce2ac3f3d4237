package io.cityward.alerts.compute.usage;

import io.cityward.core.CityException;
import java.util.stream.LongStream;

/**
 * Where the frames went: wanted = inferred + answeredWithout + the four drops, up to those that are
 * still on their way.
 *
 * @param cuSeconds CU·s that the inferences took
 * @param wanted what the task's frames per second ask for
 * @param answeredWithout showed nothing new: the last detections stood
 * @param replaced a newer one came first
 * @param tooLate its answer would have been, or was
 * @param failed the engine or the model
 * @param other any other reason
 */
public record Frames(
    double cuSeconds,
    long wanted,
    long inferred,
    long answeredWithout,
    long replaced,
    long tooLate,
    long failed,
    long other) {

  public static final Frames NONE = new Frames(0, 0, 0, 0, 0, 0, 0, 0);

  public Frames {
    if (!(cuSeconds >= 0 && Double.isFinite(cuSeconds))) {
      throw CityException.invalid("cu_seconds", cuSeconds, "0 or more");
    }
    long least = LongStream.of(wanted, inferred, answeredWithout).min().orElseThrow();
    long fewest = LongStream.of(replaced, tooLate, failed, other).min().orElseThrow();
    if (Math.min(least, fewest) < 0) {
      throw CityException.invalid("frames", Math.min(least, fewest), "0 or more");
    }
  }
}
