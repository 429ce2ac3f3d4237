package io.cityward.alerts.workorder;

/** What people and systems do to a work order. */
public enum OrderAction {
  REGISTER,
  DISPATCH,
  ACCEPT,
  HANDLE,
  VERIFY,
  CLOSE,
  REJECT,
  RETURN,
  SEND_BACK,
  SUSPEND,
  RESUME;

  /** Whether whoever does it must say why. */
  public boolean needsNote() {
    return switch (this) {
      case REJECT, RETURN, SEND_BACK, SUSPEND -> true;
      case REGISTER, DISPATCH, ACCEPT, HANDLE, VERIFY, CLOSE, RESUME -> false;
    };
  }
}
