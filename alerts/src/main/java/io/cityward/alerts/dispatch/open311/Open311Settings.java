package io.cityward.alerts.dispatch.open311;

import io.cityward.alerts.book.ReportedStatus;
import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.ConnectorSettings;
import io.cityward.alerts.dispatch.http.HttpLimits;
import io.cityward.alerts.dispatch.http.OutsideUrl;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.dispatch.mapping.CodeMapping;
import io.cityward.alerts.dispatch.mapping.FieldMapping;
import io.cityward.alerts.dispatch.mapping.Template;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A GeoReport v2 server that work orders go to.
 *
 * @param url of the endpoint, such as {@code https://city.example/open311/v2}
 * @param jurisdiction what it calls itself; empty: it wants none
 * @param key its API key
 * @param description what is written about an order
 * @param attributes of its service definitions, by code
 * @param statuses what its statuses mean for an order, in lower case; others change nothing
 * @param poll how often the status of open orders is asked for
 */
public record Open311Settings(
    URI url,
    String jurisdiction,
    Optional<Secret> key,
    Template description,
    FieldMapping attributes,
    Map<String, ReportedStatus> statuses,
    Duration poll,
    CodeMapping codes,
    HttpLimits limits)
    implements ConnectorSettings {

  public static final String TYPE = "open311";

  public static final Template DESCRIPTION = new Template("{event.name} {place.name} {note}");

  /** The standard's closed, and what FixMyStreet has beside it. */
  public static final Map<String, ReportedStatus> STATUSES =
      Map.ofEntries(
          Map.entry("closed", ReportedStatus.HANDLED),
          Map.entry("fixed", ReportedStatus.HANDLED),
          Map.entry("investigating", ReportedStatus.ACCEPTED),
          Map.entry("action_scheduled", ReportedStatus.ACCEPTED),
          Map.entry("in_progress", ReportedStatus.ACCEPTED),
          Map.entry("not_councils_responsibility", ReportedStatus.RETURNED),
          Map.entry("no_further_action", ReportedStatus.RETURNED),
          Map.entry("duplicate", ReportedStatus.RETURNED));

  private static final Duration USUAL_POLL = Duration.ofMinutes(5);
  private static final int USUAL_BYTES = 4 << 20;

  public Open311Settings {
    statuses = Map.copyOf(statuses);
    if (url.getQuery() != null || url.getPath().endsWith("/")) {
      throw CityException.invalid(
          "url", OutsideUrl.masked(url.toString()), "no query and no slash at the end");
    }
  }

  /** Settings with nothing but a place and a key. */
  public static Open311Settings to(URI url, Secret key, HttpLimits limits) {
    return new Open311Settings(
        url,
        "",
        Optional.of(key),
        DESCRIPTION,
        FieldMapping.OWN,
        STATUSES,
        USUAL_POLL,
        CodeMapping.NONE,
        limits);
  }

  /** Reads everything but {@code type}. */
  public static Open311Settings read(Section section) {
    URI url = section.parsed("url", OutsideUrl::parse).orElse(URI.create("http://localhost"));
    String jurisdiction = section.text("jurisdiction", "");
    Optional<Secret> key = Secret.read(section, "keyEnv");
    Template description =
        section.has("description")
            ? section.parsed("description", Template::new).orElse(DESCRIPTION)
            : DESCRIPTION;
    Map<String, String> attributes = section.textMap("attributes");
    Map<String, ReportedStatus> statuses = new LinkedHashMap<>(STATUSES);
    section
        .textMap("statuses")
        .forEach(
            (theirs, ours) -> {
              try {
                statuses.put(
                    theirs.toLowerCase(Locale.ROOT),
                    ReportedStatus.valueOf(ours.toUpperCase(Locale.ROOT)));
              } catch (IllegalArgumentException e) {
                section.problem("statuses." + theirs, ours, "accepted, handled or returned");
              }
            });
    Duration poll = section.duration("poll", Duration.ofSeconds(5), Duration.ofDays(1), USUAL_POLL);
    Optional<CodeMapping> codes = section.read("codes", CodeMapping::read);
    boolean bounded = section.has("mostKibibytes");
    HttpLimits read = HttpLimits.read(section);
    HttpLimits limits =
        bounded
            ? read
            : new HttpLimits(read.deadline(), USUAL_BYTES, read.networks(), read.authorities());
    return section.build(
        () ->
            new Open311Settings(
                url,
                jurisdiction,
                key,
                description,
                FieldMapping.parse(attributes),
                statuses,
                poll,
                codes.orElse(CodeMapping.NONE),
                limits));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Connector open(String name) {
    return new Open311Connector(name, this, Clock.systemUTC());
  }
}
