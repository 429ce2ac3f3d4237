package io.cityward.scenes.vending;

/** What a thing is to a stall. */
enum Part {

  /** Furniture or shade, which make no stall without goods. */
  SUPPORT,

  /** Goods, which make a stall where people stand at them. */
  GOODS,

  /** A stall, as a detector that was taught stalls reports it; who sells is a part of it. */
  STALL
}
