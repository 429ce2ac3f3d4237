package io.cityward.alerts.dispatch.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CityException;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An event by the CloudEvents specification 1.0, with JSON as its data, in the two modes of the
 * HTTP binding.
 *
 * @param source with {@code id}, what tells a repetition
 */
public record CloudEvent(
    String id,
    String source,
    String type,
    Optional<String> subject,
    Optional<Instant> time,
    JsonNode data) {

  public static final String STRUCTURED = "application/cloudevents+json";

  private static final String JSON = "application/json";
  private static final int LONGEST_ATTRIBUTE = 500;
  private static final int DEEPEST = 32;
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
              .build());

  /** How an event lies in a request. */
  public enum Mode {
    /** All of it in the body. */
    STRUCTURED,
    /** Its attributes as headers, its data as the body. */
    BINARY
  }

  /** A request, or a part of one. */
  public record Message(Map<String, String> headers, byte[] body) {}

  public Message message(Mode mode) {
    return mode == Mode.STRUCTURED ? structured() : binary();
  }

  /**
   * The event of a request.
   *
   * @param header a header's value by its name in lower case; null if absent
   * @throws CityException INVALID
   */
  public static CloudEvent parse(Function<String, String> header, byte[] body) {
    String type = Optional.ofNullable(header.apply("content-type")).orElse("");
    String media = type.split(";", 2)[0].strip();
    if (media.equalsIgnoreCase(STRUCTURED)) {
      JsonNode event = json(body);
      return of(
          name -> event.path(name).isTextual() ? event.get(name).textValue() : null,
          event.path("data"));
    }
    if (header.apply("ce-specversion") != null) {
      return of(name -> decoded(header.apply("ce-" + name)), json(body));
    }
    throw CityException.invalid("content-type", media, STRUCTURED + ", or headers ce-…");
  }

  private static CloudEvent of(Function<String, String> attribute, JsonNode data) {
    if (!"1.0".equals(attribute.apply("specversion"))) {
      throw CityException.invalid("specversion", attribute.apply("specversion"), "1.0");
    }
    return new CloudEvent(
        needed(attribute, "id"),
        needed(attribute, "source"),
        needed(attribute, "type"),
        Optional.ofNullable(attribute.apply("subject")),
        Optional.ofNullable(attribute.apply("time")).map(CloudEvent::time),
        data);
  }

  private static String needed(Function<String, String> attribute, String name) {
    String value = attribute.apply(name);
    if (value == null || value.isBlank() || value.length() > LONGEST_ATTRIBUTE) {
      throw CityException.invalid(
          name,
          value == null ? "missing" : value.length() + " characters",
          "1 to " + LONGEST_ATTRIBUTE + " characters");
    }
    return value;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw CityException.invalid("time", text, "RFC 3339, such as 2026-11-25T08:00:00Z");
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      if (node == null || !node.isObject()) {
        throw CityException.invalid("body", body.length + " bytes", "a JSON object");
      }
      return node;
    } catch (IOException e) {
      throw CityException.invalid("body", body.length + " bytes", "a JSON object");
    }
  }

  private Message structured() {
    ObjectNode event = MAPPER.createObjectNode();
    event.put("specversion", "1.0").put("id", id).put("source", source).put("type", type);
    subject.ifPresent(value -> event.put("subject", value));
    time.ifPresent(value -> event.put("time", value.toString()));
    event.put("datacontenttype", JSON);
    event.set("data", data);
    return new Message(Map.of("content-type", STRUCTURED + "; charset=utf-8"), bytes(event));
  }

  private Message binary() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", JSON);
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", encoded(id));
    headers.put("ce-source", encoded(source));
    headers.put("ce-type", encoded(type));
    subject.ifPresent(value -> headers.put("ce-subject", encoded(value)));
    time.ifPresent(value -> headers.put("ce-time", value.toString()));
    return new Message(headers, bytes(data));
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  /** Percent-encodes what a header cannot hold, by 3.1.3.2 of the HTTP binding. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      if (b > ' ' && b < 0x7f && b != '"' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b & 0xff));
      }
    }
    return encoded.toString();
  }

  private static String decoded(String header) {
    try {
      return header == null ? null : URLDecoder.decode(header.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return header;
    }
  }
}
