package io.cityward.testkit;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * An RTSP 1.0 server (RFC 2326) that replays clips as cameras: H.264 and H.265 as they are in the
 * file, with AAC if that is there, by UDP or interleaved in the control connection, any number of
 * cameras on one port.
 *
 * <p>A camera is live: its time begins with the first PLAY and then runs on, through every pass of
 * the clip, for all who watch it. Who comes later starts at the next key frame. A TCP client that
 * reads too slowly loses pictures up to the next key frame; what waits for it is bounded.
 *
 * <p>How it fails is set while it runs: {@link #fault}, {@link #cut}, {@link #drip}, {@link
 * #network}, {@link #jumpTime}, {@link #switchClip}; for a process that stops or dies there is
 * {@link CameraProcess}.
 *
 * <p>One thread, {@code rtsp-server}, does all the work and owns all state; the methods here may be
 * called from any other.
 */
public final class RtspServer implements AutoCloseable {

  private final String host;
  private final int port;
  private final Clock clock;
  private final Duration sessionTimeout;
  private final List<SimulatedCamera> initial;
  private final Map<String, CameraStream> cameras = new ConcurrentHashMap<>();
  private final RtspSessions sessions;
  private final Optional<TestCertificate> certificate;

  private EventLoopGroup group;
  private Channel listener;

  private RtspServer(Builder builder) {
    this.host = builder.host;
    this.port = builder.port;
    this.clock = builder.clock;
    this.sessionTimeout = builder.sessionTimeout;
    this.initial = List.copyOf(builder.cameras);
    this.sessions = new RtspSessions(sessionTimeout);
    this.certificate = Optional.ofNullable(builder.certificate);
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Listens.
   *
   * @throws CityException if the port is taken or two cameras have one name
   */
  public RtspServer start() {
    if (group != null) {
      throw new IllegalStateException("RTSP server: already started");
    }
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("rtsp-server", true), NioIoHandler.newFactory());
    try {
      UdpPorts udp = UdpPorts.open(group, host, sessions::heard);
      initial.forEach(this::addCamera);
      var methods = new RtspMethods(cameras, sessions, new DigestGate(clock), udp);
      listener = new RtspListener(methods, sessions, certificate).listen(group, host, port);
      long sweep = Math.max(10, sessionTimeout.toMillis() / 10);
      var unused =
          group
              .next()
              .scheduleWithFixedDelay(
                  () -> sessions.sweep(System.nanoTime()), sweep, sweep, TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return this;
  }

  /** The port it listens on. */
  public int port() {
    if (listener == null) {
      throw new IllegalStateException("RTSP server: not started");
    }
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Where to play the camera; without its credentials. */
  public String url(String name) {
    String reachable = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    String scheme = certificate.isPresent() ? "rtsps://" : "rtsp://";
    return scheme + reachable + ":" + port() + "/" + stream(name).camera().name();
  }

  /** The names of its cameras, in no order. */
  public List<String> cameras() {
    return List.copyOf(cameras.keySet());
  }

  /** Adds a camera to a server that runs. */
  public void addCamera(SimulatedCamera camera) {
    if (group == null) {
      throw new IllegalStateException("RTSP server: not started");
    }
    var stream = new CameraStream(camera, group.next(), clock);
    if (cameras.putIfAbsent(camera.name(), stream) != null) {
      throw new CityException(
          ErrorCode.ALREADY_EXISTS, "camera: " + camera.name() + " (there is one of that name)");
    }
  }

  /** Takes a camera away; who watches it sees the stream end and the connection close. */
  public void removeCamera(String name) {
    CameraStream stream = stream(name);
    cameras.remove(name, stream);
    onLoop(() -> sessions.endAll(stream));
  }

  public void fault(String name, Fault fault) {
    CameraStream stream = stream(name);
    onLoop(() -> stream.fault(fault));
  }

  /** Resets all connections that play the camera or spoke of it last. */
  public void cut(String name) {
    CameraStream stream = stream(name);
    onLoop(() -> sessions.about(stream).forEach(RtspConversation::cut));
  }

  /**
   * Lets the camera see another clip from its next picture on. With another codec it does as
   * cameras do whose settings change: who watches sees the stream end and the connection close, and
   * finds the new codec when it comes again.
   */
  public void switchClip(String name, Clip clip) {
    CameraStream stream = stream(name);
    onLoop(
        () -> {
          if (stream.clip().codec() == clip.codec()) {
            stream.switchClip(clip);
          } else {
            sessions.endAll(stream);
            stream.restart(clip);
          }
        });
  }

  /** Lets the camera's RTP time jump ahead, or back, from its next picture on. */
  public void jumpTime(String name, Duration by) {
    CameraStream stream = stream(name);
    onLoop(() -> stream.jump(by.toMillis() * Clip.TICKS_PER_SECOND / 1000));
  }

  /**
   * Lets what the camera's connections answer and send out only so fast, until it is 0 again. A
   * viewer by UDP gets its media as ever.
   */
  public void drip(String name, int bytesPerSecond) {
    if (bytesPerSecond < 0) {
      throw CityException.invalid("drip", bytesPerSecond, "0 or more bytes per second");
    }
    CameraStream stream = stream(name);
    onLoop(
        () -> {
          stream.drip(bytesPerSecond);
          sessions.about(stream).forEach(conversation -> conversation.drip(bytesPerSecond));
        });
  }

  /** Does this to the camera's RTP packets on UDP, until it is {@link NetworkFault#NONE}. */
  public void network(String name, NetworkFault fault) {
    CameraStream stream = stream(name);
    onLoop(() -> stream.network().fault(fault));
  }

  public NetworkFigures networkFigures(String name) {
    CameraStream stream = stream(name);
    return group.submit(() -> stream.network().figures()).syncUninterruptibly().getNow();
  }

  public CameraFigures figures(String name) {
    CameraStream stream = stream(name);
    return group.submit(stream::figures).syncUninterruptibly().getNow();
  }

  /** Ends all connections; takes at most some seconds. */
  @Override
  public void close() {
    if (group != null && !group.isShuttingDown()) {
      if (listener != null) {
        listener.close().syncUninterruptibly();
      }
      onLoop(sessions::closeAll);
      group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
  }

  private CameraStream stream(String name) {
    CameraStream stream = cameras.get(name);
    if (stream == null) {
      throw CityException.notFound("camera", name);
    }
    return stream;
  }

  private void onLoop(Runnable task) {
    group.submit(task).syncUninterruptibly();
  }

  /** Where a server listens, and what it shows. */
  public static final class Builder {

    private String host = "127.0.0.1";
    private int port;
    private Clock clock = Clock.systemUTC();
    private Duration sessionTimeout = Duration.ofSeconds(60);
    private final List<SimulatedCamera> cameras = new ArrayList<>();
    private TestCertificate certificate;

    private Builder() {}

    /** Default: loopback. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /** Default: 0, a free one. */
    public Builder port(int value) {
      if (value < 0 || value > 65_535) {
        throw CityException.invalid("port", value, "0 to 65535");
      }
      port = value;
      return this;
    }

    /** The wall clock of its cameras, which they tell in their sender reports. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** After what silence a client is given up; told to clients in whole seconds. Default: 60 s. */
    public Builder sessionTimeout(Duration value) {
      if (value.compareTo(Duration.ofSeconds(1)) < 0) {
        throw CityException.invalid("session timeout", value, "at least 1 s");
      }
      sessionTimeout = value;
      return this;
    }

    /** Speaks TLS only (RTSPS), with this certificate. */
    public Builder tls(TestCertificate value) {
      certificate = value;
      return this;
    }

    public Builder camera(SimulatedCamera camera) {
      cameras.add(camera);
      return this;
    }

    public RtspServer build() {
      return new RtspServer(this);
    }
  }
}
