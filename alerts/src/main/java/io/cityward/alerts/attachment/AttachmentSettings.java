package io.cityward.alerts.attachment;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What may be put to orders.
 *
 * @param most of an order
 * @param mostMebibytes of one
 * @param uploads at once
 */
public record AttachmentSettings(int most, int mostMebibytes, int uploads, Set<FileType> types) {

  public static final AttachmentSettings DEFAULT =
      new AttachmentSettings(30, 20, 8, EnumSet.allOf(FileType.class));

  public AttachmentSettings {
    types = Set.copyOf(types);
    if (types.isEmpty()) {
      throw CityException.invalid("types", "none", "some of " + names());
    }
  }

  public long mostBytes() {
    return (long) mostMebibytes << 20;
  }

  public static AttachmentSettings read(Section section) {
    int most = section.whole("most", 0, 1000, DEFAULT.most);
    int mostMebibytes = section.whole("mostMebibytes", 1, 1024, DEFAULT.mostMebibytes);
    int uploads = section.whole("uploads", 1, 100, DEFAULT.uploads);
    Set<FileType> types = EnumSet.noneOf(FileType.class);
    for (String name : section.texts("types")) {
      int index = names().indexOf(name);
      if (index < 0) {
        section.problem("types", name, "some of " + names());
      } else {
        types.add(FileType.values()[index]);
      }
    }
    return section.build(
        () ->
            new AttachmentSettings(
                most, mostMebibytes, uploads, section.has("types") ? types : DEFAULT.types));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    Arrays.stream(FileType.values()).forEach(t -> names.add(t.name().toLowerCase(Locale.ROOT)));
    return names;
  }
}
