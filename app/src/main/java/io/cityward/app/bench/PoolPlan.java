package io.cityward.app.bench;

import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.time.Duration;

/**
 * What of the pool is measured, and how.
 *
 * @param sessions of the pool, and threads of the references
 * @param span how long each thing is measured, in all its rounds together
 */
public record PoolPlan(ModelPack pack, InputSize size, int sessions, Duration span) {

  private static final int MOST_ROUNDS = 10;

  /** How often ours and the references take turns: with two seconds each, as far as that goes. */
  int rounds() {
    return (int) Math.max(2, Math.min(MOST_ROUNDS, span.toSeconds() / 2));
  }

  Duration round() {
    return span.dividedBy(rounds());
  }
}
