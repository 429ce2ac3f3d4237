package io.cityward.app.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.Timestamps;
import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.Delivery;
import io.cityward.proto.v1.WorkOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happened in a demo, as its own subscriber saw it over gRPC.
 *
 * @param evidence the folder that evidence paths start in
 */
public record DemoReport(
    List<Camera> cameras,
    List<Alert> alerts,
    List<WorkOrder> workOrders,
    Path evidence,
    List<AlertDelay> delays,
    String console) {

  /** Whether the demo showed what it is for: an alert with its files, and an order that arrived. */
  public boolean complete() {
    return alerts.stream().anyMatch(alert -> !files(alert).isEmpty())
        && workOrders.stream()
            .anyMatch(order -> order.getDelivery().getState() == Delivery.State.ACKNOWLEDGED);
  }

  /** As {@code --json} writes it. */
  public ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("cameras", cameras.size());
    root.put("frames", cameras.stream().mapToLong(c -> c.getFigures().getFramesInferred()).sum());
    ArrayNode cameraNodes = root.putArray("cameraStates");
    cameras.forEach(
        camera ->
            cameraNodes
                .addObject()
                .put("id", camera.getId())
                .put("state", camera.getState().name())
                .put("reason", camera.getStateReason())
                .put("framesInferred", camera.getFigures().getFramesInferred())
                .put("framesDropped", camera.getFigures().getFramesDropped()));
    ArrayNode alertNodes = root.putArray("alerts");
    alerts.forEach(alert -> alertNodes.add(json(alert)));
    ArrayNode orderNodes = root.putArray("workOrders");
    workOrders.forEach(order -> orderNodes.add(json(order)));
    ArrayNode evidenceNodes = root.putArray("evidence");
    alerts.forEach(alert -> files(alert).forEach(file -> evidenceNodes.add(file.toString())));
    put(root, "p50AlertDelayMs", AlertDelay.percentile(delays, AlertDelay::sinceDue, 0.5));
    put(root, "p99AlertDelayMs", AlertDelay.percentile(delays, AlertDelay::sinceDue, 0.99));
    put(root, "p50FrameToAlertMs", AlertDelay.percentile(delays, AlertDelay::sinceSeen, 0.5));
    put(root, "p99FrameToAlertMs", AlertDelay.percentile(delays, AlertDelay::sinceSeen, 0.99));
    root.put("console", console);
    return root;
  }

  private ObjectNode json(Alert alert) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", alert.getId())
        .put("camera", alert.getCameraId())
        .put("scene", alert.getScene())
        .put("zone", alert.getZoneId())
        .put("eventCode", alert.getEventCode())
        .put("eventName", alert.getEventName())
        .put("score", alert.getScore())
        .put("state", alert.getState().name())
        .put("sightings", alert.getSightings())
        .put("reason", alert.getReason())
        .put("dueAt", Timestamps.toString(alert.getDueAt()))
        .put("raisedAt", Timestamps.toString(alert.getRaisedAt()))
        .put("workOrder", alert.getWorkOrderId());
    ArrayNode files = node.putArray("evidence");
    files(alert).forEach(file -> files.add(file.toString()));
    return node;
  }

  private static ObjectNode json(WorkOrder order) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", order.getId())
        .put("alert", order.getAlertId())
        .put("state", order.getState().name())
        .put("department", order.getDepartmentId())
        .put("dispatchedBy", order.getDispatchedBy())
        .put("delivery", order.getDelivery().getState().name())
        .put("externalId", order.getDelivery().getExternalId());
    ArrayNode history = node.putArray("history");
    order
        .getHistoryList()
        .forEach(
            entry ->
                history
                    .addObject()
                    .put("at", Timestamps.toString(entry.getAt()))
                    .put("actor", entry.getActor())
                    .put("from", entry.getFrom().name())
                    .put("to", entry.getTo().name())
                    .put("note", entry.getNote()));
    return node;
  }

  /** The alert's files that exist. */
  private List<Path> files(Alert alert) {
    return alert.getEvidenceList().stream()
        .map(one -> evidence.resolve(one.getPath().replaceFirst("^/evidence/", "")))
        .filter(Files::isRegularFile)
        .toList();
  }

  private static void put(ObjectNode node, String key, OptionalDouble millis) {
    if (millis.isPresent()) {
      node.put(key, Math.round(millis.getAsDouble() * 10) / 10.0);
    } else {
      node.putNull(key);
    }
  }
}
