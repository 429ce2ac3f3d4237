package io.cityward.alerts.dispatch.open311;

import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.core.settings.Section;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How other systems read our cases and post reports.
 *
 * @param enabled whether they may at all
 * @param jurisdiction what a request must name, if anything; empty: nothing
 * @param keys API keys by the names that reports are filed under; empty: everybody may read and
 *     post
 * @param perMinute reports that are taken of one source in a minute
 * @param shareEvidence whether cases are shown with a link to their snapshot
 */
public record Open311ServerSettings(
    boolean enabled,
    String jurisdiction,
    Map<String, Secret> keys,
    int perMinute,
    boolean shareEvidence) {

  public static final Open311ServerSettings OFF =
      new Open311ServerSettings(false, "", Map.of(), 60, false);

  public Open311ServerSettings {
    keys = Map.copyOf(keys);
  }

  public static Open311ServerSettings read(Section section) {
    boolean enabled = section.flag("enabled", false);
    String jurisdiction = section.text("jurisdiction", "");
    Map<String, Secret> keys = new LinkedHashMap<>();
    section
        .textMap("keys")
        .forEach(
            (name, variable) -> {
              String value = System.getenv(variable);
              if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
                section.problem("keys." + name, name, "1 to 63 of a-z, 0-9 and '-'");
              } else if (value == null || value.isBlank()) {
                section.problem("keys." + name, variable, "an environment variable that is set");
              } else {
                keys.put(name, new Secret(value.strip()));
              }
            });
    int perMinute = section.whole("perMinute", 1, 100_000, OFF.perMinute);
    boolean share = section.flag("shareEvidence", false);
    return new Open311ServerSettings(enabled, jurisdiction, keys, perMinute, share);
  }
}
