package io.cityward.app.cameras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CityException;
import java.util.List;

/** Reads the zones of a line into the shape of the configuration file. */
final class CsvZones {

  private static final String FORM = "JSON, or id:kind:x1 y1 x2 y2 x3 y3 …, several joined by |";

  private CsvZones() {}

  static JsonNode parse(String text) {
    if (text.startsWith("[")) {
      return json(text);
    }
    ArrayNode zones = Settings.empty().arrayNode();
    for (String zone : text.split("\\|")) {
      zones.add(zone(zone.strip()));
    }
    return zones;
  }

  private static JsonNode json(String text) {
    return Settings.tree(text).orElseThrow(() -> CityException.invalid("zones", "no JSON", FORM));
  }

  private static ObjectNode zone(String text) {
    List<String> parts = List.of(text.split(":", -1));
    if (parts.size() != 3) {
      throw CityException.invalid("zones", text, FORM);
    }
    ObjectNode zone = Settings.empty();
    zone.put("id", parts.get(0).strip()).put("kind", parts.get(1).strip());
    ArrayNode polygon = zone.putArray("polygon");
    String[] numbers = parts.get(2).strip().split("[\\s,]+");
    if (numbers.length % 2 != 0) {
      throw CityException.invalid("zones", text, "two numbers per corner; " + FORM);
    }
    for (int i = 0; i < numbers.length; i += 2) {
      polygon.addArray().add(number(numbers[i], text)).add(number(numbers[i + 1], text));
    }
    return zone;
  }

  private static double number(String number, String text) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw CityException.invalid("zones", text, FORM);
    }
  }
}
