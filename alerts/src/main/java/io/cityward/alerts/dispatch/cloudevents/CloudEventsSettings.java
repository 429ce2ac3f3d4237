package io.cityward.alerts.dispatch.cloudevents;

import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.ConnectorSettings;
import io.cityward.alerts.dispatch.http.HttpLimits;
import io.cityward.alerts.dispatch.http.OutsideUrl;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.dispatch.mapping.CodeMapping;
import io.cityward.alerts.dispatch.mapping.FieldMapping;
import io.cityward.core.settings.Section;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Where a system takes CloudEvents.
 *
 * @param source what the events say they come from
 * @param secret signs what is sent; empty: not signed
 * @param statusSecret what the status that comes back must be signed with
 */
public record CloudEventsSettings(
    URI url,
    CloudEvent.Mode mode,
    String source,
    Optional<Secret> secret,
    Optional<Secret> statusSecret,
    FieldMapping fields,
    CodeMapping codes,
    HttpLimits limits)
    implements ConnectorSettings {

  public static final String TYPE = "cloudevents";

  /** Settings with nothing but a place and a secret. */
  public static CloudEventsSettings to(URI url, Secret secret, HttpLimits limits) {
    return new CloudEventsSettings(
        url,
        CloudEvent.Mode.STRUCTURED,
        "/cityward",
        Optional.of(secret),
        Optional.of(secret),
        FieldMapping.OWN,
        CodeMapping.NONE,
        limits);
  }

  /** Reads everything but {@code type}. */
  public static CloudEventsSettings read(Section section) {
    URI url = section.parsed("url", OutsideUrl::parse).orElse(URI.create("http://localhost"));
    CloudEvent.Mode mode =
        section.choice("mode", CloudEvent.Mode.class, CloudEvent.Mode.STRUCTURED);
    String source = section.text("source", "/cityward");
    if (!source.matches("[!-~]{1,200}")) {
      section.problem("source", source, "a URI of 1 to 200 characters");
    }
    Optional<Secret> secret = Secret.read(section, "secretEnv");
    Optional<Secret> status = Secret.read(section, "statusSecretEnv");
    Map<String, String> fields = section.textMap("fields");
    Optional<CodeMapping> codes = section.read("codes", CodeMapping::read);
    HttpLimits limits = HttpLimits.read(section);
    return section.build(
        () ->
            new CloudEventsSettings(
                url,
                mode,
                source,
                secret,
                status,
                FieldMapping.parse(fields),
                codes.orElse(CodeMapping.NONE),
                limits));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Connector open(String name) {
    return new CloudEventsConnector(name, this, Clock.systemUTC());
  }
}
