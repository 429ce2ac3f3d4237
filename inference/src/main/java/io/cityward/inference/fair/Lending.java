package io.cityward.inference.fair;

import java.util.List;

/**
 * Who lent and who borrowed, in a span of time: those who used less than their guarantee lend to
 * those who used more, each in proportion to what it left.
 *
 * @param lent in CU, at most what it left
 * @param borrowed in CU; more than was lent where compute was there that nobody was guaranteed
 */
public record Lending(double lent, double borrowed) {

  /** A department's guarantee and use, in CU. */
  public record Use(double guaranteed, double used) {

    private double left() {
      return Math.max(0, guaranteed - used);
    }

    private double borrowed() {
      return Math.max(0, used - guaranteed);
    }
  }

  /** In the order of the uses. */
  public static List<Lending> among(List<Use> uses) {
    double left = uses.stream().mapToDouble(Use::left).sum();
    double borrowed = uses.stream().mapToDouble(Use::borrowed).sum();
    double part = left > 0 ? Math.min(1, borrowed / left) : 0;
    return uses.stream().map(use -> new Lending(use.left() * part, use.borrowed())).toList();
  }
}
