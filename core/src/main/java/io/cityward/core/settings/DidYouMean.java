package io.cityward.core.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a mistyped word was meant to be. */
public final class DidYouMean {

  private DidYouMean() {}

  /** The candidate nearest to the word, if it is near enough to be a slip of the finger. */
  public static Optional<String> among(Collection<String> candidates, String word) {
    return candidates.stream()
        .filter(c -> distance(c, word) <= Math.max(1, Math.min(c.length(), word.length()) / 3))
        .min(Comparator.comparingInt(c -> distance(c, word)));
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
