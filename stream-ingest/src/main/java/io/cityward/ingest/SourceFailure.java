package io.cityward.ingest;

/** Why a source cannot be opened or read further: an expected outcome, ended up as a state. */
final class SourceFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final SourceState.Kind kind;

  SourceFailure(SourceState.Kind kind, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
  }

  SourceState.Kind kind() {
    return kind;
  }

  String reason() {
    return getMessage();
  }
}
