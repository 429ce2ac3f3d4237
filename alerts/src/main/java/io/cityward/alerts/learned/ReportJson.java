package io.cityward.alerts.learned;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Reports as the book holds them. */
final class ReportJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  static String write(Report report) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("decisions", report.decisions())
            .put("returned", report.returned())
            .put("heldOut", report.heldOut())
            .put("heldOutFrom", report.heldOutFrom().toString())
            .put("accuracy", report.accuracy())
            .put("majority", report.majority())
            .put("majorityByEvent", report.majorityByEvent())
            .put("calibrationError", report.calibrationError());
    node.set("coverage", JSON.valueToTree(report.coverage()));
    node.set("confusion", JSON.valueToTree(report.confusion()));
    return node.toString();
  }

  static Report read(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return new Report(
          node.get("decisions").asInt(),
          node.get("returned").asInt(),
          node.get("heldOut").asInt(),
          Instant.parse(node.get("heldOutFrom").asText()),
          node.get("accuracy").asDouble(),
          node.get("majority").asDouble(),
          node.get("majorityByEvent").asDouble(),
          node.get("calibrationError").asDouble(),
          JSON.convertValue(node.get("coverage"), new TypeReference<List<Report.Coverage>>() {}),
          JSON.convertValue(node.get("confusion"), new TypeReference<List<Report.Confusion>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that is no JSON of ours", e);
    }
  }
}
