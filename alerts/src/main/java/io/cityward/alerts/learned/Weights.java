package io.cityward.alerts.learned;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Models as the book holds them, in numbers of four digits. */
final class Weights {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Weights() {}

  static String write(Model model) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode departments = node.putArray("departments");
    model.departments().forEach(departments::add);
    node.put("temperature", model.temperature()).put("slip", model.slip());
    numbers(node.putArray("bias"), model.bias());
    ObjectNode weights = node.putObject("weights");
    model.weights().forEach((feature, own) -> numbers(weights.putArray(feature), own));
    return node.toString();
  }

  static Model read(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      List<String> departments = new ArrayList<>();
      node.get("departments").forEach(id -> departments.add(id.asText()));
      Map<String, double[]> weights = new HashMap<>();
      node.get("weights").properties().forEach(e -> weights.put(e.getKey(), numbers(e.getValue())));
      return new Model(
          departments,
          numbers(node.get("bias")),
          weights,
          node.get("temperature").asDouble(),
          node.get("slip").asDouble());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("weights that are no JSON of ours", e);
    }
  }

  private static void numbers(ArrayNode array, double[] numbers) {
    for (double number : numbers) {
      array.add(Math.round(number * 1e4) / 1e4);
    }
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }
}
