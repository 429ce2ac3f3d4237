package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A city's system that takes CloudEvents of either mode, each source and id once, and hands out its
 * own ids. An event that is not signed with its secret is answered with 401.
 */
public final class EventReceiver implements HttpCity.Desk {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An event that was taken. */
  public record Taken(String id, String source, String type, JsonNode data) {}

  private final String secret;

  // Guarded by this.
  private final Map<String, String> idsByEvent = new LinkedHashMap<>();
  private final List<Taken> taken = new ArrayList<>();
  private boolean answersDuplicate;

  public EventReceiver(String secret) {
    this.secret = secret;
  }

  /** A repetition is answered with 409 from now on, as strict systems do. */
  public synchronized void answerDuplicate() {
    answersDuplicate = true;
  }

  public synchronized List<Taken> taken() {
    return List.copyOf(taken);
  }

  @Override
  public synchronized HttpCity.Answer answer(HttpCity.Request request) {
    if (!signed(request)) {
      return HttpCity.Answer.json(401, "{\"reason\": \"wrong signature\"}");
    }
    try {
      Taken event = event(request);
      String key = event.source() + " " + event.id();
      String known = idsByEvent.get(key);
      if (known != null) {
        return HttpCity.Answer.json(answersDuplicate ? 409 : 200, "{\"id\": \"" + known + "\"}");
      }
      String id = String.format("CITY-%06d", idsByEvent.size() + 1);
      idsByEvent.put(key, id);
      taken.add(event);
      return HttpCity.Answer.json(201, "{\"id\": \"" + id + "\"}");
    } catch (IOException e) {
      return HttpCity.Answer.json(400, "{\"reason\": \"no JSON\"}");
    }
  }

  private static Taken event(HttpCity.Request request) throws IOException {
    JsonNode body = JSON.readTree(request.body());
    if (request.headers().get("content-type").startsWith("application/cloudevents+json")) {
      return new Taken(
          body.path("id").asText(),
          body.path("source").asText(),
          body.path("type").asText(),
          body.path("data"));
    }
    Map<String, String> headers = request.headers();
    return new Taken(headers.get("ce-id"), headers.get("ce-source"), headers.get("ce-type"), body);
  }

  private boolean signed(HttpCity.Request request) {
    Map<String, String> headers = request.headers();
    return sign(
            secret,
            headers.getOrDefault("webhook-id", ""),
            headers.getOrDefault("webhook-timestamp", ""),
            request.body())
        .equals(headers.getOrDefault("webhook-signature", ""));
  }

  /** The header of a signed message, made apart from the product's own code. */
  public static String sign(String secret, String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
