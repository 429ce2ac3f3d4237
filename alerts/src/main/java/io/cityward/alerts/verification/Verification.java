package io.cityward.alerts.verification;

import io.cityward.alerts.alert.OrderId;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the looking stands for one time that an order was said to be handled.
 *
 * @param handledVersion of the order as it was handled
 * @param looks how often it was looked
 * @param clear clear looks in a row
 * @param present looks in a row that still saw the thing
 * @param nextLookAt while it is looked
 * @param reason of the last look, or of the end
 */
public record Verification(
    OrderId order,
    long handledVersion,
    State state,
    Instant handledAt,
    int looks,
    int clear,
    int present,
    Optional<Instant> nextLookAt,
    String reason) {

  /** Where it stands. */
  public enum State {
    LOOKING,
    CLEAN,
    NOT_CLEAN,
    /** It could not be told, or is not for a camera to tell. */
    FOR_A_PERSON,
    /** The order was moved by somebody else. */
    OVERTAKEN
  }

  static Verification begun(OrderId order, long version, Instant handledAt, Instant firstLook) {
    return new Verification(
        order,
        version,
        State.LOOKING,
        handledAt,
        0,
        0,
        0,
        Optional.of(firstLook),
        "the camera looks again from " + firstLook);
  }

  static Verification byPerson(OrderId order, long version, Instant handledAt) {
    return begun(order, version, handledAt, handledAt)
        .ended(State.FOR_A_PERSON, "a person verifies cases of this kind");
  }

  /** After one more look. */
  Verification after(Look look, VerificationPolicy policy, Instant now, Instant next) {
    int clearNow = look.seen() == Look.Seen.CLEAR ? clear + 1 : 0;
    int presentNow = look.seen() == Look.Seen.PRESENT ? present + 1 : 0;
    Verification looked =
        new Verification(
            order,
            handledVersion,
            State.LOOKING,
            handledAt,
            looks + 1,
            clearNow,
            presentNow,
            Optional.of(next),
            look.reason());
    if (clearNow >= policy.looks()) {
      return looked.ended(State.CLEAN, "clean in " + clearNow + " looks in a row");
    }
    if (presentNow >= VerificationPolicy.PRESENT_LOOKS) {
      return looked.ended(State.NOT_CLEAN, look.reason());
    }
    if (!now.isBefore(handledAt.plus(policy.giveUp()))) {
      return looked.ended(
          State.FOR_A_PERSON, "cannot tell after " + looked.looks() + " looks: " + look.reason());
    }
    return looked;
  }

  /** Kept from others for a while: a look is being taken. */
  Verification claimed(Instant until) {
    return new Verification(
        order, handledVersion, state, handledAt, looks, clear, present, Optional.of(until), reason);
  }

  Verification ended(State as, String why) {
    return new Verification(
        order, handledVersion, as, handledAt, looks, clear, present, Optional.empty(), why);
  }

  public boolean done() {
    return state != State.LOOKING;
  }
}
