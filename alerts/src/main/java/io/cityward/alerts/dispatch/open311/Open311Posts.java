package io.cityward.alerts.dispatch.open311;

import io.cityward.alerts.alert.Place;
import io.cityward.alerts.dispatch.Words;
import io.cityward.alerts.dispatch.http.RateLimit;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import io.cityward.core.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads posted reports. */
final class Open311Posts {

  private static final int LONGEST_DESCRIPTION = 4000;
  private static final int LONGEST_URL = 1000;
  private static final int LONGEST_CONTACT = 100;
  private static final int LONGEST_KEY = 90;

  private final Map<String, Open311Service> services;
  private final ReportIntake intake;
  private final RateLimit limit;
  private final Clock clock;

  Open311Posts(
      Map<String, Open311Service> services, ReportIntake intake, int perMinute, Clock clock) {
    this.services = services;
    this.intake = intake;
    this.limit = new RateLimit(perMinute);
    this.clock = clock;
  }

  /** Takes a report; the same of the same source and day again is answered with the first id. */
  Open311Answer post(Open311Desk.Call call, String source) {
    if (!limit.allows(source, clock.instant())) {
      throw new CityException(ErrorCode.FULL, "too many reports in this minute");
    }
    OutsideReport report = intake.take(read(call, source));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service_request_id", report.id().toString());
    fields.put("service_notice", "");
    fields.put("account_id", "");
    return new Open311Answer(201, "service_requests", "request", List.of(fields));
  }

  private ReportIntake.Incoming read(Open311Desk.Call call, String source) {
    String code = call.param("service_code");
    Open311Service service = services.get(code);
    if (service == null) {
      throw new CityException(
          code.isEmpty() ? ErrorCode.INVALID : ErrorCode.NOT_FOUND,
          "service_code was not " + (code.isEmpty() ? "provided" : "found"));
    }
    List<Problem> problems = new ArrayList<>();
    String description = call.param("description");
    if (description.length() > LONGEST_DESCRIPTION) {
      problems.add(
          Problem.of(
              "description", description.length() + " characters", "at most 4000 characters"));
    }
    String media = call.param("media_url");
    if (!media.isEmpty() && (media.length() > LONGEST_URL || !media.matches("https?://[!-~]+"))) {
      problems.add(
          Problem.of("media_url", media.length() + " characters", "http://… or https://…"));
    }
    Place place = place(call, problems);
    String contact = contact(call, problems);
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
    return new ReportIntake.Incoming(
        source,
        key(call),
        service.code(),
        service.name(),
        description.replaceAll("[\\p{Cntrl}&&[^\n]]+", " "),
        place,
        media,
        contact);
  }

  private static Place place(Open311Desk.Call call, List<Problem> problems) {
    String address = call.param("address_string");
    String addressId = call.param("address_id");
    String latitude = call.param("lat");
    String longitude = call.param("long");
    boolean position = !latitude.isEmpty() && !longitude.isEmpty();
    if (!position && address.isEmpty() && addressId.isEmpty()) {
      problems.add(Problem.of("lat", "missing", "lat and long, or address_string, or address_id"));
    }
    String name = Words.clip(address.isEmpty() ? addressId : address, 200);
    return new Place(
        name,
        "",
        position ? degrees("lat", latitude, 90, problems) : 0,
        position ? degrees("long", longitude, 180, problems) : 0);
  }

  private static double degrees(String name, String text, double most, List<Problem> problems) {
    try {
      double degrees = Double.parseDouble(text);
      if (Math.abs(degrees) <= most) {
        return degrees;
      }
    } catch (NumberFormatException e) {
      // It is told below, as what is out of range is.
      problems.add(Problem.of(name, Words.clip(text, 40), "a number"));
      return 0;
    }
    problems.add(Problem.of(name, Words.clip(text, 40), "-" + most + ".." + most + " degrees"));
    return 0;
  }

  private static String contact(Open311Desk.Call call, List<Problem> problems) {
    List<String> fields = List.of("first_name", "last_name", "email", "phone");
    for (String field : fields) {
      if (call.param(field).length() > LONGEST_CONTACT) {
        problems.add(
            Problem.of(
                field, call.param(field).length() + " characters", "at most 100 characters"));
      }
    }
    String all =
        fields.stream()
            .map(call::param)
            .filter(value -> !value.isEmpty())
            .collect(Collectors.joining(" "));
    return Words.clip(all, fields.size() * LONGEST_CONTACT);
  }

  private String key(Open311Desk.Call call) {
    String given = call.idempotencyKey();
    if (!given.isEmpty() && given.length() <= LONGEST_KEY) {
      return given;
    }
    Instant day = clock.instant().truncatedTo(ChronoUnit.DAYS);
    String all =
        Stream.of("service_code", "lat", "long", "address_string", "address_id", "description")
            .map(call::param)
            .collect(Collectors.joining("\u0000"));
    return "sha256:" + Sha256.of(given + "\u0000" + day + "\u0000" + all);
  }
}
