package io.cityward.testkit;

/** The network behind one camera: how it fails now, and what it did. On the server's thread. */
final class UdpNetwork {

  private NetworkFault fault = NetworkFault.NONE;
  private long taken;
  private long lost;
  private long reordered;
  private long duplicated;

  NetworkFault fault() {
    return fault;
  }

  void fault(NetworkFault now) {
    fault = now;
  }

  NetworkFigures figures() {
    return new NetworkFigures(taken, lost, reordered, duplicated);
  }

  void take() {
    taken++;
  }

  void lose() {
    lost++;
  }

  void reorder() {
    reordered++;
  }

  void duplicate() {
    duplicated++;
  }
}
