package io.cityward.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.alerts.wire.CommonWire;
import io.cityward.app.cameras.CameraForm;
import io.cityward.app.config.CameraConfig;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.proto.v1.CameraSettings;
import io.cityward.proto.v1.Patrol;
import io.cityward.proto.v1.Place;
import io.cityward.proto.v1.Preset;
import io.cityward.proto.v1.SceneTask;
import io.cityward.proto.v1.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is configured for a camera, from and to a message. */
final class CameraSettingsMessages {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CameraSettingsMessages() {}

  /** A camera of the configuration file. */
  static CameraSettings of(CameraConfig config) {
    return settings(config).setHasPassword(config.url().hasCredentials()).build();
  }

  /** A camera of the registry. */
  static CameraSettings of(CameraConfig config, RegisteredCamera camera) {
    return settings(config)
        .setUser(camera.login().user())
        .setHasPassword(!camera.login().password().isEmpty())
        .setRevision(camera.revision())
        .setRegistered(true)
        .build();
  }

  private static CameraSettings.Builder settings(CameraConfig config) {
    CameraSettings.Builder settings =
        CameraSettings.newBuilder()
            .setId(config.id().value())
            .setName(config.name())
            .setPlace(CommonWire.place(config.place()))
            .setUrl(config.url().masked())
            .setEnabled(config.enabled())
            .setDepartment(config.department().orElse(""));
    config.subUrl().ifPresent(url -> settings.setSubUrl(url.masked()));
    config.transport().ifPresent(t -> settings.setTransport(t.name().toLowerCase(Locale.ROOT)));
    config.patrol().ifPresent(patrol -> settings.setPatrol(patrol(patrol)));
    config.inputSize().ifPresent(size -> settings.setInputSize(size.toString()));
    config.zones().forEach(zone -> settings.addZones(CameraMessages.zone(config, zone)));
    config.presets().forEach(preset -> settings.addPresets(preset(config, preset)));
    config.tasks().forEach(task -> settings.addScenes(task(config, task.scene())));
    return settings;
  }

  private static Patrol patrol(io.cityward.app.config.Patrol patrol) {
    return Patrol.newBuilder()
        .setEvery(Durations.fromNanos(patrol.every().toNanos()))
        .setStay(Durations.fromNanos(patrol.stay().toNanos()))
        .build();
  }

  private static Preset preset(CameraConfig config, io.cityward.scenes.preset.Preset preset) {
    Preset.Builder message = Preset.newBuilder().setId(preset.id());
    preset.zones().forEach(zone -> message.addZones(CameraMessages.zone(config, zone)));
    try {
      byte[] jpeg = Files.readAllBytes(preset.picture());
      return message.setPicture(com.google.protobuf.ByteString.copyFrom(jpeg)).build();
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, preset.picture() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static SceneTask task(CameraConfig config, String scene) {
    Struct.Builder written = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(config.sceneTexts().getOrDefault(scene, "{}"), written);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("what was read as JSON is none", e);
    }
    return SceneTask.newBuilder().setScene(scene).setSettings(written).build();
  }

  /** What somebody wrote, in the shape of the configuration file. */
  static CameraForm form(CameraSettings message) {
    ObjectNode settings = NODES.objectNode();
    text(settings, "id", message.getId());
    text(settings, "name", message.getName());
    text(settings, "url", message.getUrl());
    text(settings, "subUrl", message.getSubUrl());
    text(settings, "transport", message.getTransport());
    text(settings, "inputSize", message.getInputSize());
    text(settings, "department", message.getDepartment());
    settings.set("place", place(message.getPlace()));
    if (message.hasPatrol()) {
      settings
          .putObject("patrol")
          .put("every", iso(message.getPatrol().getEvery()))
          .put("stay", iso(message.getPatrol().getStay()));
    }
    if (message.getPresetsCount() == 0 || message.getZonesCount() > 0) {
      settings.set("zones", zones(message.getZonesList()));
    }
    Map<String, byte[]> pictures = new HashMap<>();
    if (message.getPresetsCount() > 0) {
      settings.set("presets", presets(message.getPresetsList(), pictures));
    }
    settings.set("scenes", scenes(message.getScenesList()));
    return new CameraForm(
        settings,
        message.getEnabled(),
        message.getUser(),
        message.hasPassword() ? Optional.of(message.getPassword()) : Optional.empty(),
        pictures);
  }

  private static void text(ObjectNode node, String key, String text) {
    if (!text.isEmpty()) {
      node.put(key, text);
    }
  }

  private static ObjectNode place(Place place) {
    ObjectNode node = NODES.objectNode();
    text(node, "id", place.getId());
    text(node, "name", place.getName());
    text(node, "area", place.getArea());
    return node.put("latitude", place.getLatitude()).put("longitude", place.getLongitude());
  }

  private static String iso(com.google.protobuf.Duration span) {
    // What is out of range for Java's as well is refused as text.
    return Durations.isValid(span)
        ? Duration.ofSeconds(span.getSeconds(), span.getNanos()).toString()
        : span.getSeconds() + " s";
  }

  private static ArrayNode zones(List<Zone> zones) {
    ArrayNode nodes = NODES.arrayNode();
    for (Zone zone : zones) {
      ObjectNode node = nodes.addObject();
      text(node, "id", zone.getId());
      text(node, "kind", zone.getKind());
      ArrayNode polygon = node.putArray("polygon");
      zone.getPolygonList().forEach(p -> polygon.addArray().add(p.getX()).add(p.getY()));
      if (zone.hasPlace()) {
        node.set("place", place(zone.getPlace()));
      }
    }
    return nodes;
  }

  private static ArrayNode presets(List<Preset> presets, Map<String, byte[]> pictures) {
    ArrayNode nodes = NODES.arrayNode();
    for (Preset preset : presets) {
      ObjectNode node = nodes.addObject();
      text(node, "id", preset.getId());
      node.set("zones", zones(preset.getZonesList()));
      pictures.putIfAbsent(preset.getId(), preset.getPicture().toByteArray());
    }
    return nodes;
  }

  private static ObjectNode scenes(List<SceneTask> tasks) {
    ObjectNode scenes = NODES.objectNode();
    for (int i = 0; i < tasks.size(); i++) {
      SceneTask task = tasks.get(i);
      if (scenes.has(task.getScene())) {
        throw CityException.invalid("scenes[" + i + "]", task.getScene(), "each scene once");
      }
      scenes.set(task.getScene(), json(task.getSettings()));
    }
    return scenes;
  }

  private static ObjectNode json(Struct struct) {
    ObjectNode node = NODES.objectNode();
    struct.getFieldsMap().forEach((name, value) -> node.set(name, json(value)));
    return node;
  }

  private static JsonNode json(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> NODES.textNode(value.getStringValue());
      case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
      case NUMBER_VALUE -> number(value.getNumberValue());
      case STRUCT_VALUE -> json(value.getStructValue());
      case LIST_VALUE -> {
        ArrayNode list = NODES.arrayNode();
        value.getListValue().getValuesList().forEach(one -> list.add(json(one)));
        yield list;
      }
      case NULL_VALUE, KIND_NOT_SET -> NODES.nullNode();
    };
  }

  /** A message knows no whole numbers; settings do. */
  private static JsonNode number(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
    return whole ? NODES.numberNode((long) number) : NODES.numberNode(number);
  }
}
