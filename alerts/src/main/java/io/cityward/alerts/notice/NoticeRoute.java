package io.cityward.alerts.notice;

import io.cityward.core.settings.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Who is told what, and over which channels. Empty lists take everything.
 *
 * @param kinds of notices, and of what {@link AcceptWatch} has to say
 * @param areas codes, or their beginning and a star
 * @param departments ids
 * @param roster whose people on duty are told; empty: none
 * @param people ids of those who are told besides
 * @param urgent kinds that do not wait for the end of quiet hours
 */
public record NoticeRoute(
    String name,
    List<String> kinds,
    List<Level> levels,
    List<String> areas,
    List<String> departments,
    List<String> channels,
    String roster,
    List<String> people,
    Quiet quiet,
    List<String> urgent) {

  /** Every kind that there is. */
  static final List<String> KINDS =
      Stream.concat(
              Stream.of(AcceptWatch.DISPATCHED, AcceptWatch.NOT_ACCEPTED),
              Stream.of(Notice.Kind.values()).map(Enum::name))
          .toList();

  static NoticeRoute read(Section section) {
    List<Level> levels = new ArrayList<>();
    for (String level : section.texts("levels")) {
      try {
        levels.add(Level.valueOf(level.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        section.problem("levels", level, "community, street, district or city");
      }
    }
    List<String> channels = section.texts("channels");
    if (channels.isEmpty()) {
      section.problem("channels", "none", "at least one channel");
    }
    return new NoticeRoute(
        section.text("name"),
        kinds(section, "kinds"),
        List.copyOf(levels),
        section.texts("areas"),
        section.texts("departments"),
        channels,
        section.text("roster", ""),
        section.texts("people"),
        Quiet.read(section),
        kinds(section, "urgent"));
  }

  boolean takes(String kind, Level level, String area, String department) {
    return (kinds.isEmpty() || kinds.contains(kind))
        && (levels.isEmpty() || levels.contains(level))
        && (departments.isEmpty() || departments.contains(department))
        && (areas.isEmpty() || areas.stream().anyMatch(pattern -> covers(pattern, area)));
  }

  private static boolean covers(String pattern, String area) {
    return pattern.endsWith("*")
        ? area.startsWith(pattern.substring(0, pattern.length() - 1))
        : area.equals(pattern);
  }

  private static List<String> kinds(Section section, String key) {
    List<String> kinds = new ArrayList<>();
    for (String text : section.texts(key)) {
      String kind = text.toUpperCase(Locale.ROOT).replace('-', '_');
      if (KINDS.contains(kind)) {
        kinds.add(kind);
      } else {
        section.problem(
            key,
            text,
            "one of " + String.join(", ", KINDS).toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    }
    return List.copyOf(kinds);
  }
}
