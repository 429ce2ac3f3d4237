package io.cityward.core;

/** Why a request was refused. The category decides the status that a caller sees. */
public enum ErrorCode {
  INVALID(Category.CALLER),
  NOT_FOUND(Category.CALLER),
  ALREADY_EXISTS(Category.CALLER),
  /** The thing exists, but its state does not allow this. */
  ILLEGAL_STATE(Category.CALLER),
  FULL(Category.RESOURCES),
  TOO_LATE(Category.RESOURCES),
  /** A camera, a model file, a city system: something that is not ours failed. */
  EXTERNAL_FAILED(Category.EXTERNAL),
  INTERNAL(Category.INTERNAL);

  /** Who can do something about it. */
  public enum Category {
    CALLER,
    RESOURCES,
    EXTERNAL,
    INTERNAL
  }

  private final Category category;

  ErrorCode(Category category) {
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
