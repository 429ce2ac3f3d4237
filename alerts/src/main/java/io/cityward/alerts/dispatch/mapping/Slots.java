package io.cityward.alerts.dispatch.mapping;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.dispatch.WorkOrderMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a template may name of a work order's message. */
final class Slots {

  private static final Map<String, Function<WorkOrderMessage, Object>> ALL = all();

  private Slots() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  /** A text or a number. */
  static Object value(String slot, WorkOrderMessage message) {
    return ALL.get(slot).apply(message);
  }

  private static Map<String, Function<WorkOrderMessage, Object>> all() {
    Map<String, Function<WorkOrderMessage, Object>> all = new LinkedHashMap<>();
    all.put("key", WorkOrderMessage::idempotencyKey);
    all.put("order.id", m -> m.order().id().toString());
    all.put("order.created", m -> m.order().createdAt().toString());
    all.put("order.dispatched", m -> m.dispatchedAt().toString());
    all.put("alert.id", m -> m.alert().id().toString());
    all.put("alert.score", m -> m.alert().score());
    all.put("alert.began", m -> m.alert().beganAt().toString());
    all.put("alert.raised", m -> m.alert().raisedAt().toString());
    all.put("event.code", m -> m.wording().code());
    all.put("event.ownCode", m -> m.order().subject().eventCode());
    all.put("event.name", m -> m.wording().name());
    all.put("scene", m -> m.order().subject().scene());
    all.put("place.name", m -> m.order().subject().place().name());
    all.put("place.area", m -> m.order().subject().place().area());
    all.put("place.district", m -> district(m.order().subject().place().area()));
    all.put("place.latitude", m -> m.order().subject().place().latitude());
    all.put("place.longitude", m -> m.order().subject().place().longitude());
    all.put("camera.id", m -> m.order().subject().camera().value());
    all.put("camera.name", m -> m.order().subject().cameraName());
    all.put("department.id", m -> m.order().departmentId());
    all.put("department.name", m -> m.order().departmentName());
    all.put("note", m -> m.wording().note());
    all.put("snapshot.url", m -> url(m, Evidence.Kind.SNAPSHOT));
    all.put("clip.url", m -> url(m, Evidence.Kind.CLIP));
    return all;
  }

  /** The six digits of an administrative division that area codes begin with. */
  private static String district(String area) {
    return area.matches("[0-9]{6}.*") ? area.substring(0, 6) : "";
  }

  private static String url(WorkOrderMessage message, Evidence.Kind kind) {
    return message.alert().evidence().stream()
        .filter(evidence -> evidence.kind() == kind)
        .findFirst()
        .map(evidence -> message.evidenceBaseUrl() + evidence.path())
        .orElse("");
  }
}
