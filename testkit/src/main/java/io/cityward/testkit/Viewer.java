package io.cityward.testkit;

/**
 * Somebody who plays a camera: gets pictures from a key frame on, and after a gap waits for the
 * next one. Used on the server's thread only.
 */
final class Viewer {

  private final Delivery delivery;
  private boolean inStep;
  private boolean overrun;
  private boolean reported;

  Viewer(Delivery delivery) {
    this.delivery = delivery;
  }

  Delivery delivery() {
    return delivery;
  }

  /** Whether it has had no sender report yet, but will get pictures now. Asked once. */
  boolean wantsFirstReport(boolean keyFrame) {
    boolean wants = !reported && keyFrame;
    reported |= keyFrame;
    return wants;
  }

  /**
   * @return whether the picture was dropped because the connection is full
   */
  boolean offer(RtpBurst burst) {
    boolean decodable = inStep || burst.keyFrame();
    if (!decodable) {
      return overrun;
    }
    if (!delivery.ready()) {
      inStep = false;
      overrun = true;
      return true;
    }
    inStep = true;
    overrun = false;
    delivery.send(burst);
    return false;
  }

  /** The camera leaves pictures out. */
  void gap() {
    inStep = false;
  }
}
