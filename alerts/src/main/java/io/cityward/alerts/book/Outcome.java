package io.cityward.alerts.book;

import java.util.Map;

/** How a command ended: it was carried out, or the state of things does not allow it. */
public sealed interface Outcome<T> {

  /** Carried out now, or earlier under the same key. */
  record Done<T>(T value) implements Outcome<T> {}

  /**
   * Not allowed; nothing has changed.
   *
   * @param details names and values for programs: the state, what it allows
   */
  record Refused<T>(Refusal reason, String message, Map<String, String> details)
      implements Outcome<T> {

    public Refused {
      details = Map.copyOf(details);
    }

    /** The same refusal of something else. */
    public <U> Refused<U> of() {
      return new Refused<>(reason, message, details);
    }
  }

  /** Why a command is not allowed. */
  enum Refusal {
    ILLEGAL_TRANSITION,
    NO_DISPATCH_RULE,
    STALE_VERSION,
    IDEMPOTENCY_KEY_REUSED,
    NOT_A_DEAD_LETTER,
    ALREADY_REJECTED,
    /** Something refers to it. */
    IN_USE,
    /** It stands in the configuration file, or is built in. */
    READ_ONLY,
    NOT_ALLOWED,
    MORE_THAN_EXISTS,
    BREAKS_A_GUARANTEE,
    /** Its work order is finished. */
    CASE_FINISHED,
    /** It goes on in another case. */
    ALREADY_MERGED,
    /** A department has its order, which must not vanish from there without a word. */
    ORDER_IS_OUT,
    /** The finding belongs to another case, or to none. */
    NOT_PART_OF_CASE,
    /** A case cannot be without a finding. */
    NOTHING_LEFT,
    ORDER_FINISHED,
    EXTENSION_PENDING,
    NO_EXTENSION_ASKED,
    NO_MORE_EXTENSIONS,
    TOO_MANY_ATTACHMENTS,
    /** There is too little to learn from. */
    TOO_LITTLE_KNOWN
  }
}
