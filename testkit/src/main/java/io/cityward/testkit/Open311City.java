package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A city's GeoReport v2 server as small as the standard allows: takes requests, lists them, and
 * knows no idempotency key: what is posted twice is there twice. A wrong API key is 403.
 */
public final class Open311City implements HttpCity.Desk {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String key;

  // Guarded by this.
  private final List<Map<String, String>> posted = new ArrayList<>();
  private final Map<String, ObjectNode> requests = new LinkedHashMap<>();
  private boolean tokens;

  public Open311City(String key) {
    this.key = key;
  }

  /** What is posted from now on is answered with a token, whose id is to be had later. */
  public synchronized void answerTokens() {
    tokens = true;
  }

  /** The forms that were taken. */
  public synchronized List<Map<String, String>> posted() {
    return List.copyOf(posted);
  }

  /** Changes a request's status. */
  public synchronized void set(String id, String status, String notes, String updated) {
    requests
        .get(id)
        .put("status", status)
        .put("status_notes", notes)
        .put("updated_datetime", updated);
  }

  @Override
  public synchronized HttpCity.Answer answer(HttpCity.Request request) {
    boolean post = request.method().equals("POST");
    String[] parts = request.path().split("\\?", 2);
    Map<String, String> form = fields(post ? request.text() : parts.length > 1 ? parts[1] : "");
    if (!key.equals(form.get("api_key"))) {
      return error(403, "api_key is not valid");
    }
    String path = parts[0];
    if (post) {
      return take(form);
    }
    if (path.endsWith("/requests.json")) {
      ArrayNode all = JSON.createArrayNode();
      requests.values().stream()
          .filter(one -> one.path("service_code").asText().equals(form.get("service_code")))
          .forEach(all::add);
      return HttpCity.Answer.json(200, all.toString());
    }
    String id = path.replaceAll(".*/(t-)?|\\.json$", "");
    ObjectNode one = requests.get(id);
    return one == null
        ? error(404, "service_request_id was not found")
        : HttpCity.Answer.json(200, JSON.createArrayNode().add(one).toString());
  }

  private HttpCity.Answer take(Map<String, String> form) {
    posted.add(form);
    String id = Integer.toString(1000 + posted.size());
    requests.put(
        id,
        JSON.createObjectNode()
            .put("service_request_id", id)
            .put("status", "open")
            .put("service_code", form.get("service_code"))
            .put("description", form.get("description")));
    ObjectNode answer = JSON.createObjectNode();
    answer.put(tokens ? "token" : "service_request_id", tokens ? "t-" + id : id);
    return HttpCity.Answer.json(201, JSON.createArrayNode().add(answer).toString());
  }

  private static HttpCity.Answer error(int status, String description) {
    ObjectNode error = JSON.createObjectNode().put("code", status).put("description", description);
    return HttpCity.Answer.json(status, JSON.createArrayNode().add(error).toString());
  }

  private static Map<String, String> fields(String encoded) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : encoded.split("&", -1)) {
      String[] parts = field.split("=", 2);
      if (parts.length == 2) {
        fields.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return fields;
  }
}
