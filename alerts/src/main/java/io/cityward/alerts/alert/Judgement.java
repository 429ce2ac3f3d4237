package io.cityward.alerts.alert;

/**
 * A verdict, who gave it and why.
 *
 * @param by a person's name, or {@code rule <name>} of a rule that confirms by itself
 * @param cause a note in free words; what a rejection with {@link #OTHER} stands on
 * @param code of the cause, from the configured list; empty unless rejected
 */
public record Judgement(Verdict verdict, String by, String cause, String code) {

  /** The code of a cause that is given in words alone. */
  public static final String OTHER = "other";

  private static final String RULE = "rule ";

  public static final Judgement PENDING = new Judgement(Verdict.PENDING, "", "");

  /** A rejection has its cause in words alone. */
  public Judgement(Verdict verdict, String by, String cause) {
    this(verdict, by, cause, verdict == Verdict.REJECTED ? OTHER : "");
  }

  /** A confirmation that nobody gave. */
  public static Judgement byRule(String rule) {
    return new Judgement(Verdict.CONFIRMED, RULE + rule, "");
  }

  /** Whether a rule gave it: nothing to learn from, for it says what the scene said. */
  public boolean byRule() {
    return by.startsWith(RULE);
  }
}
