package io.cityward.alerts.dispatch.open311;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.dispatch.http.HttpExchange;
import io.cityward.alerts.dispatch.http.OutsideHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Requests to a GeoReport v2 server, in JSON. */
final class Open311Client implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Open311Settings settings;
  private final OutsideHttp http;

  Open311Client(Open311Settings settings) {
    this.settings = settings;
    this.http = new OutsideHttp(settings.limits());
  }

  HttpExchange post(Map<String, String> form, String idempotencyKey) {
    return http.post(
        URI.create(settings.url() + "/requests.json"),
        Map.of(
            "content-type",
            "application/x-www-form-urlencoded; charset=utf-8",
            "accept",
            "application/json",
            "idempotency-key",
            idempotencyKey),
        encoded(known(form)).getBytes(UTF_8));
  }

  /**
   * Reads a resource.
   *
   * @param resource below the endpoint, without its ending: {@code requests/12}
   */
  HttpExchange get(String resource, Map<String, String> query) {
    String encoded = encoded(known(query));
    return http.get(
        URI.create(
            settings.url() + "/" + resource + ".json" + (encoded.isEmpty() ? "" : "?" + encoded)),
        Map.of("accept", "application/json"));
  }

  @Override
  public void close() {
    http.close();
  }

  /** A path's part that may hold anything. */
  static String part(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            f ->
                URLEncoder.encode(f.getKey(), UTF_8) + "=" + URLEncoder.encode(f.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** The entries of an answer; empty where it is no list. */
  static List<JsonNode> entries(HttpExchange.Answered answer) {
    return json(answer)
        .filter(JsonNode::isArray)
        .map(list -> StreamSupport.stream(list.spliterator(), false).toList())
        .orElse(List.of());
  }

  static Optional<JsonNode> json(HttpExchange.Answered answer) {
    try {
      return Optional.ofNullable(JSON.readTree(answer.text()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private Map<String, String> known(Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>();
    if (!settings.jurisdiction().isEmpty()) {
      all.put("jurisdiction_id", settings.jurisdiction());
    }
    settings.key().ifPresent(key -> all.put("api_key", key.value()));
    all.putAll(fields);
    return all;
  }
}
