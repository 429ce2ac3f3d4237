package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspRequest.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The same, encrypted. Closing the socket below ends what hangs above. */
final class TlsLine implements Line {

  /** What one TLS record holds at most. */
  private final byte[] record = new byte[16 << 10];

  private final Socket socket = new Socket();
  private InputStream in;
  private OutputStream out;

  void connect(InetSocketAddress address) throws IOException {
    socket.connect(address);
    socket.setTcpNoDelay(true);
  }

  /**
   * @param host as it was asked for: the certificate has to be for it
   */
  void secure(String host, Tls tls) throws IOException {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    SSLSocket secured =
        (SSLSocket)
            tls.context().getSocketFactory().createSocket(socket, name, socket.getPort(), true);
    if (tls.verifyHost()) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
    }
    secured.startHandshake();
    in = secured.getInputStream();
    out = secured.getOutputStream();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = in.read(record, 0, Math.min(record.length, into.remaining()));
    if (count > 0) {
      into.put(record, 0, count);
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  @Override
  public InetAddress local() {
    return socket.getLocalAddress();
  }

  @Override
  public InetAddress remote() {
    return socket.getInetAddress();
  }

  @Override
  public void close() {
    Closing.quietly(socket);
  }
}
