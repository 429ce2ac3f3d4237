package io.cityward.alerts.alert;

/**
 * A verdict, who gave it and why.
 *
 * @param cause why it is no event; empty unless rejected
 */
public record Judgement(Verdict verdict, String by, String cause) {

  public static final Judgement PENDING = new Judgement(Verdict.PENDING, "", "");
}
