package io.cityward.scenes.throwing;

final class Trace {
  static final boolean ON = Boolean.getBoolean("throwing.trace");
  private Trace() {}
  static void tell(Chain chain, Fall.Judgement judged, Fall.Frame frame) {
    if (ON && chain.drop() > 0.1 * frame.height()) {
      Speck f = chain.first();
      Speck l = chain.last();
      System.out.printf("  chain n=%d t=%.2f..%.2f (%.0f,%.0f)->(%.0f,%.0f) drop %.2f w %.0f: %s %s%n", chain.length(), f.seconds(), l.seconds(), f.x(), f.y(), l.x(), l.y(), chain.drop() / frame.height(), l.width(), judged.fall().isPresent() ? "FALL" : "no", judged.why());
    }
  }
}
