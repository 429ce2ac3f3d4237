package io.cityward.alerts.grpc;

import io.cityward.alerts.AlertCenter;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A center behind a real port, and a channel to it; it ends the center too. */
final class ServedCenter implements AutoCloseable {

  private final AlertCenter center;
  private final Server server;
  private final ManagedChannel channel;

  /** Starts the center and serves it. */
  ServedCenter(AlertCenter center) throws IOException {
    this.center = center;
    center.start();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .intercept(new Actor());
    center.services().forEach(builder::addService);
    server = builder.build().start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  ManagedChannel channel() {
    return channel;
  }

  /** The center twice, as that may be. */
  @Override
  public void close() throws InterruptedException {
    channel.shutdownNow();
    center.close();
    center.close();
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }
}
