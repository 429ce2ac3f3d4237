package io.cityward.alerts.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.Box;
import java.util.List;

/**
 * Boxes in COCO's form (cocodataset.org, "Data format"). What was rejected has a category of its
 * own, {@code not-<scene>}, so that whoever reads categories alone does not train on it as an
 * event.
 */
final class CocoAnnotations {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> scenes;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final ArrayNode images;
  private final ArrayNode annotations;

  CocoAnnotations(List<String> scenes) {
    this.scenes = scenes;
    root.putObject("info")
        .put("description", "Alerts that operators judged")
        .put("version", "1")
        .put("contributor", "cityward");
    root.putArray("licenses");
    ArrayNode categories = root.putArray("categories");
    for (String scene : scenes) {
      category(categories, scene, true);
      category(categories, scene, false);
    }
    images = root.putArray("images");
    annotations = root.putArray("annotations");
  }

  void add(Judged judged, JpegSize size) {
    long id = judged.alert().number();
    images
        .addObject()
        .put("id", id)
        .put("file_name", judged.fileName() + ".jpg")
        .put("width", size.width())
        .put("height", size.height())
        .put("date_captured", judged.frame().orElseThrow().takenAt().toString())
        .put("camera", judged.camera().value());
    Box box = judged.box();
    double width = rounded(box.width() * size.width());
    double height = rounded(box.height() * size.height());
    ObjectNode annotation = annotations.addObject();
    annotation.put("id", id);
    annotation.put("image_id", id);
    annotation.put("category_id", idOf(judged.scene(), judged.confirmed()));
    annotation
        .putArray("bbox")
        .add(rounded(box.left() * size.width()))
        .add(rounded(box.top() * size.height()))
        .add(width)
        .add(height);
    annotation.put("area", rounded(width * height));
    annotation.putArray("segmentation");
    annotation.put("iscrowd", 0);
    annotation
        .putObject("attributes")
        .put("verdict", judged.confirmed() ? "confirmed" : "rejected")
        .put("cause", judged.judgement().cause())
        .put("alertId", judged.alert().toString())
        .put("eventCode", judged.eventCode())
        .put("score", judged.score());
  }

  String json() {
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can be written", e);
    }
  }

  private void category(ArrayNode categories, String scene, boolean event) {
    categories
        .addObject()
        .put("id", idOf(scene, event))
        .put("name", event ? scene : "not-" + scene)
        .put("supercategory", event ? "event" : "rejected");
  }

  /** From 1, as COCO's. */
  private int idOf(String scene, boolean event) {
    return 1 + 2 * scenes.indexOf(scene) + (event ? 0 : 1);
  }

  /** A hundredth of a pixel. */
  private static double rounded(double pixels) {
    return Math.round(pixels * 100) / 100.0;
  }
}
