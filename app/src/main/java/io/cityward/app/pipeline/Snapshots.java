package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.ingest.Overlay;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is drawn over the picture of a finding: its zone, the box around what was found, its way.
 */
final class Snapshots {

  private Snapshots() {}

  static List<Overlay> overlays(CameraConfig camera, Finding finding) {
    List<Overlay> overlays = new ArrayList<>();
    camera
        .zone(finding.zoneId())
        .ifPresent(zone -> overlays.add(new Overlay.Area(zone.polygon(), zone.id())));
    if (!finding.scene().equals(HealthWatch.SCENE)) {
      String label = String.format(Locale.ROOT, "%s %.2f", finding.scene(), finding.score());
      overlays.add(new Overlay.Found(finding.box(), label));
    }
    if (!finding.path().isEmpty()) {
      overlays.add(new Overlay.Way(finding.path().stream().map(p -> p.box().centre()).toList()));
    }
    return overlays;
  }

  /** All zones that are watched, for a look at what the camera shows. */
  static List<Overlay> zones(List<Zone> zones) {
    List<Overlay> overlays = new ArrayList<>();
    zones.forEach(zone -> overlays.add(new Overlay.Area(zone.polygon(), zone.id())));
    return overlays;
  }
}
