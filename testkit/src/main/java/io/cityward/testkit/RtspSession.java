package io.cityward.testkit;

/**
 * What a client has set up (RFC 2326, A.2): ready, or playing. Used on the server's thread only.
 */
final class RtspSession {

  private final String id;
  private final CameraStream stream;
  private final RtspConversation conversation;
  private Delivery delivery;
  private TransportSpec transport;
  private Viewer viewer;
  private long lastSign;

  /**
   * @param conversation where it was set up
   */
  RtspSession(String id, CameraStream stream, RtspConversation conversation) {
    this.id = id;
    this.stream = stream;
    this.conversation = conversation;
    alive();
  }

  String id() {
    return id;
  }

  CameraStream stream() {
    return stream;
  }

  RtspConversation conversation() {
    return conversation;
  }

  TransportSpec transport() {
    return transport;
  }

  void transport(TransportSpec spec, Delivery way) {
    transport = spec;
    delivery = way;
  }

  boolean playing() {
    return viewer != null;
  }

  CameraStream.Join play() {
    viewer = new Viewer(delivery);
    return stream.join(viewer);
  }

  void pause() {
    if (viewer != null) {
      stream.leave(viewer);
      delivery.stop();
      viewer = null;
    }
  }

  /** The client has given a sign of life. */
  void alive() {
    lastSign = System.nanoTime();
  }

  long silentNanos(long now) {
    return now - lastSign;
  }
}
