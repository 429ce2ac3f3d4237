package io.cityward.alerts.dispatch;

import io.cityward.alerts.alert.Subject;

/**
 * What a city system is told that the book says otherwise.
 *
 * @param code of the event, in the words of that system
 * @param name of the event
 * @param note from the operator who edited the message; may be empty
 * @param byHand whether an operator chose the code, so that no mapping touches it
 */
public record Wording(String code, String name, String note, boolean byHand) {

  public static Wording own(Subject subject) {
    return new Wording(subject.eventCode(), subject.eventName(), "", false);
  }

  public Wording coded(String other) {
    return new Wording(other, name, note, byHand);
  }
}
