package io.cityward.alerts.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.alerts.workorder.DispatchRule;
import io.cityward.alerts.workorder.RuleConditions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Rules as the book holds them, in the shape of the configuration file. */
final class RuleJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RuleJson() {}

  static String write(List<DispatchRule> rules) {
    ArrayNode array = JSON.createArrayNode();
    for (DispatchRule rule : rules) {
      ObjectNode node = array.addObject().put("name", rule.name());
      texts(node, "events", rule.events());
      texts(node, "areas", rule.areas());
      node.put("department", rule.department()).put("reviewFirst", rule.reviewFirst());
      texts(node, "hours", hours(rule));
      texts(node, "severities", rule.when().severities().stream().sorted().toList());
      texts(node, "cameras", cameras(rule));
    }
    return array.toString();
  }

  static List<String> hours(DispatchRule rule) {
    return rule.when().hours().windows().stream().map(Object::toString).toList();
  }

  static List<String> cameras(DispatchRule rule) {
    return rule.when().cameras().stream().map(id -> id.value()).sorted().toList();
  }

  static List<DispatchRule> read(String json) {
    try {
      List<DispatchRule> rules = new ArrayList<>();
      for (JsonNode node : JSON.readTree(json)) {
        rules.add(
            new DispatchRule(
                node.get("name").asText(),
                texts(node.get("events")),
                texts(node.get("areas")),
                node.get("department").asText(),
                node.get("reviewFirst").asBoolean(),
                RuleConditions.of(
                    texts(node.get("hours")),
                    texts(node.get("severities")),
                    texts(node.get("cameras")))));
      }
      return rules;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rules that are no JSON of ours", e);
    }
  }

  private static void texts(ObjectNode node, String key, Collection<String> texts) {
    ArrayNode array = node.putArray(key);
    texts.forEach(array::add);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
