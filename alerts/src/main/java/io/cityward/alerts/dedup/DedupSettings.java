package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.Subject;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When two sightings count as one place, and when a finding counts as gone.
 *
 * @param overlap least intersection over union of the boxes, above 0 to 1
 * @param silence after how long without a report a finding has ended, because its worker, camera or
 *     scene went away; scenes refresh theirs every few seconds
 * @param usual the rule of events that none is named for
 * @param events rules by event code or scene; the code's goes before the scene's
 */
public record DedupSettings(
    double overlap, Duration silence, CaseRule usual, Map<String, CaseRule> events) {

  /** A camera's own troubles are its own, wherever others look. */
  private static final String CAMERA_HEALTH = "camera-health";

  private static final Map<String, CaseRule> EVENTS =
      Map.of("high-altitude-throwing", CaseRule.INSTANTANEOUS, CAMERA_HEALTH, CaseRule.STANDING);

  public static final DedupSettings DEFAULT = new DedupSettings(0.3, Duration.ofMinutes(5));

  public DedupSettings {
    events = Map.copyOf(events);
    if (!(overlap > 0 && overlap <= 1)) {
      throw CityException.invalid("overlap", overlap, "above 0 to 1");
    }
    if (silence.isNegative() || silence.isZero()) {
      throw CityException.invalid("silence", silence, "above 0");
    }
  }

  /** With the rules that come with Cityward. */
  public DedupSettings(double overlap, Duration silence) {
    this(overlap, silence, CaseRule.STANDING, EVENTS);
  }

  public static DedupSettings read(Section section) {
    double overlap = section.number("overlap", 0.01, 1, DEFAULT.overlap);
    Duration silence =
        section.duration("silence", Duration.ofSeconds(30), Duration.ofDays(1), DEFAULT.silence);
    CaseRule usual = section.read("usual", s -> CaseRule.read(s, CaseRule.STANDING)).orElse(null);
    Map<String, CaseRule> events = new HashMap<>(EVENTS);
    CaseRule base = usual == null ? CaseRule.STANDING : usual;
    events.putAll(
        section.named("events", (name, s) -> CaseRule.read(s, EVENTS.getOrDefault(name, base))));
    return section.build(() -> new DedupSettings(overlap, silence, base, events));
  }

  /** The rule of an event. */
  public CaseRule of(Subject subject) {
    CaseRule byCode = events.get(subject.eventCode());
    return byCode != null ? byCode : events.getOrDefault(subject.scene(), usual);
  }
}
