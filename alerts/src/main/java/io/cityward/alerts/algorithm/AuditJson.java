package io.cityward.alerts.algorithm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CameraId;

/** What the audit trail tells of algorithms. */
final class AuditJson {

  private AuditJson() {}

  static String of(Roles roles) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("active", roles.active().orElse(""));
    json.put("canary", roles.canary().orElse(""));
    ArrayNode cameras = json.putArray("canaryCameras");
    roles.canaryCameras().stream().map(CameraId::value).sorted().forEach(cameras::add);
    json.put("shadow", roles.shadow().orElse(""));
    return json.toString();
  }

  /** Names and values in turn. */
  static String of(Object... pairs) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < pairs.length; i += 2) {
      json.putPOJO(pairs[i].toString(), pairs[i + 1]);
    }
    return json.toString();
  }
}
