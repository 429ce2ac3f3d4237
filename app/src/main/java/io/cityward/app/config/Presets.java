package io.cityward.app.config;

import io.cityward.alerts.alert.Place;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import io.cityward.scenes.Zone;
import io.cityward.scenes.preset.Preset;
import io.cityward.scenes.preset.PresetRecogniser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads presets; a wrong picture is noted when the configuration is read, not when it is used. */
final class Presets {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final long MOST_BYTES = 2 << 20;

  private Presets() {}

  /**
   * Reads {@code {id, picture, zones: [...]}}.
   *
   * @param folder what the picture's path is relative to
   * @param places takes the places of zones, by their ids
   */
  static Preset read(Section section, Path folder, Map<String, Place> places) {
    String id = section.parsed("id", Presets::id).orElse("unreadable");
    Path picture = section.parsed("picture", text -> picture(folder, text)).orElse(folder);
    List<Zone> zones = Zones.read(section, places);
    return new Preset(id, picture, zones);
  }

  private static String id(String text) {
    if (!ID.matcher(text).matches()) {
      throw CityException.invalid("id", text, "1 to 63 of a-z, 0-9 and '-', not starting with '-'");
    }
    return text;
  }

  private static Path picture(Path folder, String text) {
    Path file = folder.resolve(text);
    if (!Files.isRegularFile(file)) {
      throw CityException.invalid("picture", file, "a file that exists");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] begin = in.readNBytes(2);
      boolean jpeg = begin.length == 2 && (begin[0] & 0xff) == 0xff && (begin[1] & 0xff) == 0xd8;
      if (!jpeg || Files.size(file) > MOST_BYTES) {
        throw CityException.invalid("picture", file, "a JPEG of at most " + MOST_BYTES + " bytes");
      }
      PresetRecogniser.check(file);
      return file;
    } catch (IOException e) {
      throw CityException.invalid("picture", file, "a file that can be read: " + e.getMessage());
    }
  }
}
