package io.cityward.inference;

/** Why a picture was not looked at. */
public enum DropReason {
  /** A newer picture of the same lane came before its turn. */
  REPLACED,
  /** Its turn came when its answer would have been older than its lane's deadline. */
  TOO_LATE,
  /** Its lane was closed. */
  LANE_CLOSED,
  /** The pool was closed. */
  POOL_CLOSED
}
