package io.cityward.testkit;

/** Which of a picture's RTP packets carry the marker bit (RFC 6184, 5.1; RFC 7798, 4.1). */
public enum Markers {
  /** The last one, as the RFCs want. */
  LAST,
  /** None: a picture's end shows only in the next one's time stamp. */
  NONE,
  /** Every packet: a receiver that trusts the bit takes each for a whole picture. */
  EVERY;

  /**
   * @param packet which of the packets, from 1
   */
  boolean on(int packet, int packets) {
    return this == EVERY || (this == LAST && packet == packets);
  }
}
