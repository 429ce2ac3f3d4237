package io.cityward.inference.fair;

import io.cityward.core.CityException;
import java.util.Map;

/** The departments that pay for the turns of one thing, and the part that each pays. */
public final class Payers<T> {

  final Account<T>[] accounts;
  final double[] parts;

  private Payers(Account<T>[] accounts, double[] parts) {
    this.accounts = accounts;
    this.parts = parts;
  }

  /**
   * @param weights by account, more than 0 each
   */
  static <T> Payers<T> of(Map<Account<T>, Double> weights) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    if (weights.isEmpty() || !(sum > 0) || Double.isInfinite(sum)) {
      throw CityException.invalid("payers", weights.values(), "at least one, with weights above 0");
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    Account<T>[] accounts = weights.keySet().toArray(new Account[0]);
    double[] parts = new double[accounts.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = weights.get(accounts[i]) / sum;
    }
    return new Payers<>(accounts, parts);
  }
}
