package io.cityward.alerts.dispatch.open311;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.core.CityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers the six methods of GeoReport v2, whatever carries them: services, a service's definition,
 * posting a report, requests, one request, and tokens, of which there are none since ids are given
 * at once.
 */
public final class Open311Desk {

  private static final Pattern PATH =
      Pattern.compile("/(services|requests|tokens)(?:/([^/]{1,100}?))?(?:\\.(json|xml))?");

  /**
   * A request.
   *
   * @param path below {@code /open311/v2}
   * @param params of query and form together, the first of each name
   * @param accept header; may be empty
   * @param idempotencyKey header; may be empty
   */
  public record Call(
      String method,
      String path,
      Map<String, String> params,
      String accept,
      String idempotencyKey) {

    String param(String name) {
      return params.getOrDefault(name, "").strip();
    }
  }

  /** What is sent back. */
  public record Reply(int status, String mediaType, byte[] body) {}

  private final Open311ServerSettings settings;
  private final Map<String, Open311Service> services;
  private final Open311Cases cases;
  private final Open311Posts posts;

  /**
   * @param services what can be reported, by code
   */
  public Open311Desk(
      Open311ServerSettings settings,
      List<Open311Service> services,
      Open311Cases cases,
      ReportIntake intake,
      Clock clock) {
    this.settings = settings;
    this.services = new LinkedHashMap<>();
    services.forEach(service -> this.services.put(service.code(), service));
    this.cases = cases;
    this.posts = new Open311Posts(this.services, intake, settings.perMinute(), clock);
  }

  public Reply answer(Call call) {
    Matcher path = PATH.matcher(call.path());
    if (!path.matches()) {
      return reply(Open311Format.XML, Open311Answer.error(404, "no such resource"));
    }
    Open311Format format = format(path.group(3), call.accept());
    return reply(format, answer(call, path.group(1), Optional.ofNullable(path.group(2))));
  }

  private Open311Answer answer(Call call, String resource, Optional<String> id) {
    Optional<Open311Answer> refusal = refusal(call);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try {
      boolean post = call.method().equals("POST");
      if (post && resource.equals("requests") && id.isEmpty()) {
        return post(call);
      }
      if (!call.method().equals("GET")) {
        return Open311Answer.error(405, call.method() + " is not possible here");
      }
      return switch (resource) {
        case "services" -> id.map(this::definition).orElseGet(this::services);
        case "requests" -> id.map(cases::one).orElseGet(() -> cases.list(call));
        default -> Open311Answer.error(404, "token was not found");
      };
    } catch (CityException e) {
      return Open311Answer.error(status(e), e.getMessage());
    }
  }

  private Open311Answer post(Call call) {
    // A key is asked for before, so that whoever comes here without one may.
    return posts.post(call, source(call).orElse("open"));
  }

  private Optional<Open311Answer> refusal(Call call) {
    if (!settings.keys().isEmpty() && source(call).isEmpty()) {
      return Optional.of(
          Open311Answer.error(
              403,
              call.param("api_key").isEmpty()
                  ? "api_key was not provided"
                  : "api_key is not valid"));
    }
    String jurisdiction = call.param("jurisdiction_id");
    if (!settings.jurisdiction().isEmpty() && !settings.jurisdiction().equals(jurisdiction)) {
      return Optional.of(
          jurisdiction.isEmpty()
              ? Open311Answer.error(400, "jurisdiction_id was not provided")
              : Open311Answer.error(404, "jurisdiction_id was not found"));
    }
    return Optional.empty();
  }

  /** The name of the key that a call brings. */
  private Optional<String> source(Call call) {
    byte[] given = call.param("api_key").getBytes(UTF_8);
    String found = "";
    for (Map.Entry<String, Secret> key : settings.keys().entrySet()) {
      if (MessageDigest.isEqual(key.getValue().value().getBytes(UTF_8), given)) {
        found = key.getKey();
      }
    }
    return Optional.of(found).filter(name -> !name.isEmpty());
  }

  private Open311Answer services() {
    return new Open311Answer(
        200, "services", "service", services.values().stream().map(Open311Desk::fields).toList());
  }

  private static Map<String, Object> fields(Open311Service service) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service_code", service.code());
    fields.put("service_name", service.name());
    fields.put("description", service.name());
    fields.put("metadata", false);
    fields.put("type", "realtime");
    fields.put("keywords", "");
    fields.put("group", service.group());
    return fields;
  }

  private Open311Answer definition(String code) {
    if (!services.containsKey(code)) {
      return Open311Answer.error(404, "service_code was not found");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service_code", code);
    fields.put("attributes", List.of());
    return new Open311Answer(200, "service_definition", "", List.of(fields));
  }

  private static int status(CityException e) {
    return switch (e.code()) {
      case INVALID -> 400;
      case NOT_FOUND -> 404;
      case FULL -> 429;
      case EXTERNAL_FAILED -> 503;
      default -> 500;
    };
  }

  /** What the path says; without an ending what is accepted, else XML, which the standard wants. */
  private static Open311Format format(String ending, String accept) {
    boolean json =
        ending == null ? accept.toLowerCase(Locale.ROOT).contains("json") : ending.equals("json");
    return json ? Open311Format.JSON : Open311Format.XML;
  }

  private static Reply reply(Open311Format format, Open311Answer answer) {
    return new Reply(answer.status(), format.mediaType(), format.bytes(answer));
  }
}
