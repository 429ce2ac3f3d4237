package io.cityward.scenes.throwing;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A polynomial of time, fitted to a way by least squares.
 *
 * @param origin the time at which {@code coefficients} count from 0, seconds
 * @param coefficients of 1, t, t², ...
 * @param residue root of the mean square distance of the way from it, pixels
 */
record Curve(double origin, double[] coefficients, double residue) {

  /** Fits a curve; there must be more specks than coefficients, at different times. */
  static Curve fit(List<Speck> way, int degree, ToDoubleFunction<Speck> value) {
    double origin = way.get(0).seconds();
    int n = degree + 1;
    var system = new double[n][n + 1];
    for (Speck speck : way) {
      double t = speck.seconds() - origin;
      var powers = new double[n];
      powers[0] = 1;
      for (int i = 1; i < n; i++) {
        powers[i] = powers[i - 1] * t;
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          system[i][j] += powers[i] * powers[j];
        }
        system[i][n] += powers[i] * value.applyAsDouble(speck);
      }
    }
    var curve = new Curve(origin, solve(system), 0);
    double squares = 0;
    for (Speck speck : way) {
      double off = value.applyAsDouble(speck) - curve.at(speck.seconds());
      squares += off * off;
    }
    return new Curve(origin, curve.coefficients, Math.sqrt(squares / way.size()));
  }

  double at(double seconds) {
    double t = seconds - origin;
    double value = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = value * t + coefficients[i];
    }
    return value;
  }

  /** Per second. */
  double speed(double seconds) {
    double t = seconds - origin;
    double value = 0;
    for (int i = coefficients.length - 1; i >= 1; i--) {
      value = value * t + i * coefficients[i];
    }
    return value;
  }

  /** Elimination with the largest pivot; a few unknowns. */
  private static double[] solve(double[][] system) {
    int n = system.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = system[column];
      system[column] = system[pivot];
      system[pivot] = swapped;
      double divisor = system[column][column];
      if (Math.abs(divisor) < 1e-12) {
        continue;
      }
      for (int row = 0; row < n; row++) {
        if (row != column) {
          double factor = system[row][column] / divisor;
          for (int i = column; i <= n; i++) {
            system[row][i] -= factor * system[column][i];
          }
        }
      }
    }
    var solution = new double[n];
    for (int i = 0; i < n; i++) {
      double divisor = system[i][i];
      solution[i] = Math.abs(divisor) < 1e-12 ? 0 : system[i][n] / divisor;
    }
    return solution;
  }
}
