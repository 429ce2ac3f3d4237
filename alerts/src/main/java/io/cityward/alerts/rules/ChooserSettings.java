package io.cityward.alerts.rules;

import io.cityward.alerts.area.Area;
import io.cityward.alerts.area.AreaFile;
import io.cityward.core.settings.Section;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * What choosing departments is told beside its rules.
 *
 * @param areas those of the file that {@code areas} names
 * @param zone whose hours count
 */
public record ChooserSettings(List<Area> areas, ZoneId zone) {

  public static final ChooserSettings DEFAULT =
      new ChooserSettings(List.of(), ZoneId.systemDefault());

  public ChooserSettings {
    areas = List.copyOf(areas);
  }

  /**
   * Reads the key {@code areas}, a GeoJSON file.
   *
   * @param base what its path is relative to
   */
  public static ChooserSettings read(Section section, Path base, ZoneId zone) {
    String file = section.text("areas", "");
    List<Area> areas =
        file.isEmpty()
            ? List.of()
            : section.parsed("areas", f -> AreaFile.read(base.resolve(f))).orElse(List.of());
    return new ChooserSettings(areas, zone);
  }
}
