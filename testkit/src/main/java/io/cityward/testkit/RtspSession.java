package io.cityward.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client has set up (RFC 2326, A.2): ready, or playing. Used on the server's thread only.
 */
final class RtspSession {

  private final String id;
  private final CameraStream stream;
  private final RtspConversation conversation;

  /** By the names of their tracks. */
  private final Map<String, Delivery> deliveries = new TreeMap<>();

  private TransportSpec transport;
  private Viewer viewer;
  private boolean playing;
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

  void transport(String track, TransportSpec spec, Delivery way) {
    transport = spec;
    deliveries.put(track, way);
  }

  boolean playing() {
    return playing;
  }

  /** What it gets first of each track that is set up. */
  Map<String, CameraStream.Join> play() {
    playing = true;
    Map<String, CameraStream.Join> joins = new LinkedHashMap<>();
    if (deliveries.containsKey(Sdp.VIDEO)) {
      viewer = new Viewer(deliveries.get(Sdp.VIDEO));
      joins.put(Sdp.VIDEO, stream.join(viewer));
    }
    if (deliveries.containsKey(Sdp.AUDIO)) {
      joins.put(Sdp.AUDIO, stream.audio().orElseThrow().join(deliveries.get(Sdp.AUDIO)));
    }
    return joins;
  }

  void pause() {
    playing = false;
    if (viewer != null) {
      stream.leave(viewer);
      viewer = null;
    }
    if (deliveries.containsKey(Sdp.AUDIO)) {
      stream.audio().orElseThrow().leave(deliveries.get(Sdp.AUDIO));
    }
    deliveries.values().forEach(Delivery::stop);
  }

  /** The client has given a sign of life. */
  void alive() {
    lastSign = System.nanoTime();
  }

  long silentNanos(long now) {
    return now - lastSign;
  }
}
