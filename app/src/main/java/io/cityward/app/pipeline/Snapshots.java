package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.ingest.Overlay;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is drawn over the picture of a finding: its zone, and the box around what was found. */
final class Snapshots {

  private Snapshots() {}

  /** The zones of a camera; of one that turns none, as they depend on where it looks. */
  static List<Overlay> zones(CameraConfig camera) {
    return camera.zones().stream()
        .<Overlay>map(zone -> new Overlay.Area(zone.polygon(), zone.id()))
        .toList();
  }

  static List<Overlay> overlays(CameraConfig camera, Finding finding) {
    List<Overlay> overlays = new ArrayList<>();
    for (Zone zone : camera.zones()) {
      if (zone.id().equals(finding.zoneId())) {
        overlays.add(new Overlay.Area(zone.polygon(), zone.id()));
      }
    }
    String label = String.format(Locale.ROOT, "%s %.2f", finding.scene(), finding.score());
    overlays.add(new Overlay.Found(finding.box(), label));
    return overlays;
  }
}
