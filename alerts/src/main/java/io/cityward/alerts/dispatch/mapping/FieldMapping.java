package io.cityward.alerts.dispatch.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.dispatch.WorkOrderMessage;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a message's fields are called and hold; dots in a name nest: {@code case.position.lat}.
 *
 * @param fields in the order written; empty stands for our own form, docs/connectors.md
 */
public record FieldMapping(Map<String, Template> fields) {

  public static final FieldMapping OWN = new FieldMapping(Map.of());

  private static final int MOST_FIELDS = 200;

  public FieldMapping {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * @throws CityException INVALID with every field that cannot be filled
   */
  public static FieldMapping parse(Map<String, String> texts) {
    Map<String, Template> fields = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    if (texts.size() > MOST_FIELDS) {
      problems.add(Problem.of("fields", texts.size() + " fields", "at most " + MOST_FIELDS));
    }
    texts.forEach(
        (name, text) -> {
          if (!name.matches("[^.\\s]{1,100}(\\.[^.\\s]{1,100}){0,5}")) {
            problems.add(Problem.of("fields." + name, name, "names joined by dots, six at most"));
          }
          String below = name + ".";
          if (texts.keySet().stream().anyMatch(other -> other.startsWith(below))) {
            problems.add(Problem.of("fields." + name, text, "no value, it holds other fields"));
          }
          try {
            fields.put(name, new Template(text));
          } catch (CityException e) {
            e.problems().forEach(p -> problems.add(new Problem("", "fields." + name, p.text())));
          }
        });
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
    return new FieldMapping(fields);
  }

  /** The message as JSON. */
  public ObjectNode json(WorkOrderMessage message) {
    if (fields.isEmpty()) {
      return own(message);
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    fields.forEach((name, template) -> put(json, name, template.value(message)));
    return json;
  }

  private static void put(ObjectNode root, String name, Object value) {
    String[] path = name.split("\\.", -1);
    ObjectNode node = root;
    for (int i = 0; i < path.length - 1; i++) {
      node = node.withObject("/" + path[i].replace("~", "~0").replace("/", "~1"));
    }
    String last = path[path.length - 1];
    if (value instanceof Double number) {
      node.put(last, number);
    } else {
      node.put(last, String.valueOf(value));
    }
  }

  private static ObjectNode own(WorkOrderMessage message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode order = json.putObject("workOrder");
    for (String slot :
        List.of(
            "order.id", "order.created", "order.dispatched", "department.id", "department.name")) {
      put(order, slot.startsWith("order.") ? slot.substring(6) : slot, Slots.value(slot, message));
    }
    order.put("note", message.wording().note());
    ObjectNode event = json.putObject("event");
    put(event, "code", Slots.value("event.code", message));
    put(event, "name", Slots.value("event.name", message));
    put(event, "scene", Slots.value("scene", message));
    ObjectNode alert = json.putObject("alert");
    for (String name : List.of("id", "score", "began", "raised")) {
      put(alert, name, Slots.value("alert." + name, message));
    }
    ObjectNode place = json.putObject("place");
    for (String name : List.of("name", "area", "latitude", "longitude")) {
      put(place, name, Slots.value("place." + name, message));
    }
    ObjectNode camera = json.putObject("camera");
    put(camera, "id", Slots.value("camera.id", message));
    put(camera, "name", Slots.value("camera.name", message));
    var evidence = json.putArray("evidence");
    message.alert().evidence().stream()
        .filter(file -> file.kind() != Evidence.Kind.FRAME)
        .forEach(
            file ->
                evidence
                    .addObject()
                    .put("kind", file.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .put("url", message.evidenceBaseUrl() + file.path())
                    .put("mediaType", file.mediaType())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256()));
    return json;
  }
}
