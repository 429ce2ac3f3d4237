package io.cityward.alerts.dispatch.http;

import io.cityward.alerts.dispatch.Words;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A client for one other system: bounded in time and size, follows no redirect, and connects only
 * where {@link AllowedNetworks} lets it. Safe for any number of threads.
 *
 * <p>The name is looked up and judged before each request. The client looks it up once more; the
 * JDK keeps an answer for 30 seconds, so that both see the same unless the setting {@code
 * networkaddress.cache.ttl} is 0.
 */
public final class OutsideHttp implements AutoCloseable {

  private final HttpLimits limits;
  private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();
  private HttpClient client;
  private volatile boolean closed;

  public OutsideHttp(HttpLimits limits) {
    this.limits = limits;
  }

  public HttpExchange get(URI uri, Map<String, String> headers) {
    return exchange(uri, headers, HttpRequest.BodyPublishers.noBody(), "GET");
  }

  public HttpExchange post(URI uri, Map<String, String> headers, byte[] body) {
    return exchange(uri, headers, HttpRequest.BodyPublishers.ofByteArray(body), "POST");
  }

  /** Gives up what is under way; may be called twice. */
  @Override
  public void close() {
    closed = true;
    running.forEach(future -> future.cancel(true));
  }

  private HttpExchange exchange(
      URI uri, Map<String, String> headers, HttpRequest.BodyPublisher body, String method) {
    CompletableFuture<HttpResponse<byte[]>> answer;
    try {
      refuseForbidden(uri);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).timeout(limits.deadline()).method(method, body);
      headers.forEach(request::setHeader);
      answer = client().sendAsync(request.build(), info -> new BoundedBody(limits.mostBytes()));
    } catch (UnknownHostException e) {
      return new HttpExchange.Failed("no address for " + uri.getHost());
    } catch (CityException e) {
      return new HttpExchange.Failed(Words.clip(e.getMessage(), 300));
    }
    running.add(answer);
    try {
      if (closed) {
        answer.cancel(true);
      }
      HttpResponse<byte[]> response =
          answer.get(limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
      return new HttpExchange.Answered(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new HttpExchange.Failed("no answer within " + limits.deadline());
    } catch (CancellationException e) {
      return new HttpExchange.Failed("given up, it is being closed");
    } catch (ExecutionException e) {
      return new HttpExchange.Failed(words(e.getCause()));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new HttpExchange.Failed("interrupted");
    } finally {
      running.remove(answer);
    }
  }

  private void refuseForbidden(URI uri) throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
      if (!limits.networks().allows(address)) {
        throw new CityException(
            ErrorCode.EXTERNAL_FAILED,
            uri.getHost()
                + " is "
                + address.getHostAddress()
                + ", which is in none of the networks that this may reach");
      }
    }
  }

  private synchronized HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(limits.deadline());
      limits.authorities().ifPresent(file -> builder.sslContext(trusting(file)));
      client = builder.build();
    }
    return client;
  }

  private static SSLContext trusting(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("authority-" + number++, authority);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "authorities: " + file + " (expected: certificates as PEM)",
          e);
    }
  }

  /** What went wrong, without the request: its URL may hold a token. */
  private static String words(Throwable cause) {
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return Words.clip(cause.getClass().getSimpleName() + message, 300);
  }
}
