package io.cityward.alerts.learned;

import io.cityward.alerts.alert.Subject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model sees of an order, each in words that an operator understands. */
final class Features {

  /** Where the codes of district, street, community and grid end (GB/T 30428.1). */
  private static final List<Integer> LEVELS = List.of(6, 9, 12);

  private static final Pattern WORD = Pattern.compile("\\p{IsHan}+|[\\p{L}&&[^\\p{IsHan}]]{3,}");
  private static final int MOST_WORDS = 30;

  private Features() {}

  static Set<String> of(Subject subject, Instant at, ZoneId zone) {
    Set<String> features = new LinkedHashSet<>();
    String event = "event " + subject.eventCode();
    String hour = hour(at.atZone(zone));
    features.add(event);
    features.add(hour);
    features.add(event + " and " + hour);
    ZonedDateTime local = at.atZone(zone);
    boolean weekend = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    features.add(weekend ? "weekend" : "weekday");
    features.add("scene " + subject.scene());
    if (!subject.zoneKind().isEmpty()) {
      features.add("zone " + subject.zoneKind());
    }
    String area = subject.place().area();
    if (!area.isEmpty()) {
      for (int level : LEVELS) {
        if (area.length() > level) {
          features.add("area " + area.substring(0, level) + "*");
          features.add(event + " and area " + area.substring(0, level) + "*");
        }
      }
      features.add("area " + area);
      features.add(event + " and area " + area);
    }
    words(features, subject.place().name());
    return features;
  }

  private static String hour(ZonedDateTime local) {
    int hour = local.getHour();
    return hour < 6 ? "night" : hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  }

  /** Words; of Chinese, which writes none apart, each two characters that stand together. */
  private static void words(Set<String> features, String text) {
    int most = features.size() + MOST_WORDS;
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find() && features.size() < most) {
      String word = matcher.group();
      if (Character.UnicodeScript.of(word.codePointAt(0)) != Character.UnicodeScript.HAN) {
        features.add("word " + word);
        continue;
      }
      for (int i = 0; i + 2 <= word.length(); i++) {
        features.add("word " + word.substring(i, i + 2));
      }
    }
  }
}
