package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The way of one viewer's packets through a network that fails. A packet that is held back leaves
 * behind its followers, so that the last ones of a stream may never leave. On the server's thread.
 */
final class UdpFaults {

  private static final int MOST_HELD_BACK = 4;

  private static final class Held {

    private final ByteBuf packet;
    private int followers;

    Held(ByteBuf packet, int followers) {
      this.packet = packet;
      this.followers = followers;
    }
  }

  private final UdpNetwork network;
  private final Consumer<ByteBuf> wire;
  private final List<Held> held = new ArrayList<>();
  private NetworkFault fault = NetworkFault.NONE;
  private Random random = new Random(0);

  /**
   * @param wire takes packets that come through, and releases them
   */
  UdpFaults(UdpNetwork network, Consumer<ByteBuf> wire) {
    this.network = network;
    this.wire = wire;
  }

  /** Takes a packet, and releases it if it is lost. */
  void pass(ByteBuf packet) {
    if (!fault.equals(network.fault())) {
      fault = network.fault();
      random = new Random(fault.seed());
    }
    network.take();
    double lot = random.nextDouble();
    double reorder = lot - fault.lossShare();
    double duplicate = reorder - fault.reorderShare();
    if (reorder < 0) {
      network.lose();
      packet.release();
    } else if (duplicate < 0) {
      network.reorder();
      held.add(new Held(packet, 1 + random.nextInt(MOST_HELD_BACK)));
    } else {
      if (duplicate < fault.duplicateShare()) {
        network.duplicate();
        wire.accept(packet.retainedDuplicate());
      }
      wire.accept(packet);
      follow();
    }
  }

  void stop() {
    held.forEach(one -> one.packet.release());
    held.clear();
  }

  /** A packet has left: those that waited for it leave too. */
  private void follow() {
    for (Iterator<Held> each = held.iterator(); each.hasNext(); ) {
      Held one = each.next();
      if (--one.followers == 0) {
        each.remove();
        wire.accept(one.packet);
      }
    }
  }
}
