package io.cityward.scenes.eval;

import io.cityward.scenes.SceneSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Compares claims with the truth. A claim takes the event that it matches and fits best; an event
 * takes one claim, the earliest; further claims on it are duplicates; claims on none are false
 * alarms.
 */
public final class Scorer {

  /** What a claim turned out to be. */
  public enum Verdict {
    FOUND,
    DUPLICATE,
    FALSE_ALARM
  }

  private Scorer() {}

  /** The figures of each scene that ran, by name in alphabetical order. */
  public static Map<String, SceneFigures> score(List<ClipResult> clips) {
    var names = new TreeSet<String>();
    clips.forEach(clip -> names.addAll(clip.truth().settings().keySet()));
    Map<String, SceneFigures> figures = new LinkedHashMap<>();
    names.forEach(name -> figures.put(name, score(name, clips)));
    return figures;
  }

  /** The verdict on each claim of a clip, in the order of its claims. */
  public static List<Verdict> verdicts(ClipResult clip) {
    Map<Claim, TruthEvent> found = found(clip);
    List<Verdict> verdicts = new ArrayList<>();
    for (Claim claim : clip.claims()) {
      boolean known = clip.truth().events().stream().anyMatch(e -> Match.matches(claim, e));
      verdicts.add(
          found.containsKey(claim)
              ? Verdict.FOUND
              : known ? Verdict.DUPLICATE : Verdict.FALSE_ALARM);
    }
    return verdicts;
  }

  /** The events of a clip that its scenes ran for and did not find. */
  public static List<TruthEvent> missed(ClipResult clip) {
    List<TruthEvent> missed = new ArrayList<>(clip.truth().events());
    found(clip).values().forEach(missed::remove);
    missed.removeIf(event -> !clip.truth().settings().containsKey(event.scene()));
    return missed;
  }

  private static SceneFigures score(String scene, List<ClipResult> clips) {
    int events = 0;
    int falseAlarms = 0;
    int duplicates = 0;
    double hours = 0;
    List<Double> delays = new ArrayList<>();
    List<Double> overlaps = new ArrayList<>();
    for (ClipResult clip : clips) {
      SceneSettings settings = clip.truth().settings().get(scene);
      if (settings == null) {
        continue;
      }
      hours += clip.seconds() / 3600;
      events += (int) clip.truth().events().stream().filter(e -> e.scene().equals(scene)).count();
      List<Verdict> verdicts = verdicts(clip);
      for (int i = 0; i < verdicts.size(); i++) {
        boolean here = clip.claims().get(i).scene().equals(scene);
        falseAlarms += here && verdicts.get(i) == Verdict.FALSE_ALARM ? 1 : 0;
        duplicates += here && verdicts.get(i) == Verdict.DUPLICATE ? 1 : 0;
      }
      double dwell = settings.dwell().toNanos() / 1e9;
      found(clip)
          .forEach(
              (claim, event) -> {
                if (claim.scene().equals(scene)) {
                  delays.add(claim.alerted() - event.start() - dwell);
                  if (!event.path().isEmpty()) {
                    overlaps.add(Match.timeOverlap(claim, event));
                  }
                }
              });
    }
    return new SceneFigures(
        events, delays.size(), falseAlarms, duplicates, hours, mean(delays), mean(overlaps));
  }

  /** Each event's claim: earliest alert first, each to the free event that it fits best. */
  private static Map<Claim, TruthEvent> found(ClipResult clip) {
    List<TruthEvent> free = new ArrayList<>(clip.truth().events());
    Map<Claim, TruthEvent> found = new LinkedHashMap<>();
    clip.claims().stream()
        .sorted(Comparator.comparingDouble(Claim::alerted))
        .forEach(
            claim ->
                free.stream()
                    .filter(event -> Match.matches(claim, event))
                    .max(Comparator.comparingDouble(event -> Match.closeness(claim, event)))
                    .ifPresent(
                        event -> {
                          free.remove(event);
                          found.put(claim, event);
                        }));
    return found;
  }

  private static OptionalDouble mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average();
  }
}
