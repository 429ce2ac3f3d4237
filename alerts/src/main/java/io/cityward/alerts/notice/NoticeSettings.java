package io.cityward.alerts.notice;

import io.cityward.alerts.dispatch.RetryPolicy;
import io.cityward.alerts.notice.channel.ChannelSettings;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.core.settings.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is told what, and how.
 *
 * @param channels by name
 * @param people by id
 * @param rosters by name
 * @param accept when it is told that nobody has accepted an order
 */
public record NoticeSettings(
    Map<String, ChannelSettings> channels,
    Map<String, Person> people,
    Map<String, Roster> rosters,
    List<NoticeRoute> routes,
    RetryPolicy retry,
    Accept accept) {

  public static final NoticeSettings NONE =
      new NoticeSettings(
          Map.of(), Map.of(), Map.of(), List.of(), RetryPolicy.DEFAULT, Accept.DEFAULT);

  /**
   * When it is told that nobody has accepted an order.
   *
   * @param after its dispatch
   * @param again after each time
   * @param most times
   */
  public record Accept(Duration after, Duration again, int most) {

    static final Accept DEFAULT = new Accept(Duration.ofMinutes(30), Duration.ofHours(1), 3);

    private static Accept read(Section section) {
      Duration least = Duration.ofSeconds(1);
      Duration most = Duration.ofDays(30);
      return new Accept(
          section.duration("after", least, most, DEFAULT.after),
          section.duration("again", least, most, DEFAULT.again),
          section.whole("most", 0, 100, DEFAULT.most));
    }
  }

  public NoticeSettings {
    channels = Map.copyOf(channels);
    people = Map.copyOf(people);
    rosters = Map.copyOf(rosters);
    routes = List.copyOf(routes);
    List<Problem> problems = new ArrayList<>();
    names(problems, "channels", channels.keySet());
    names(problems, "people", people.keySet());
    names(problems, "rosters", rosters.keySet());
    for (int i = 0; i < routes.size(); i++) {
      NoticeRoute route = routes.get(i);
      String name = "routes[" + i + "].";
      each(problems, name + "channels", route.channels(), channels.keySet());
      each(problems, name + "people", route.people(), people.keySet());
      if (!route.roster().isEmpty()) {
        each(problems, name + "roster", List.of(route.roster()), rosters.keySet());
      }
    }
    for (Roster roster : rosters.values()) {
      for (Roster.Shift shift : roster.shifts()) {
        each(problems, "rosters." + roster.name(), shift.people(), people.keySet());
      }
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  public static NoticeSettings read(Section section) {
    Map<String, ChannelSettings> channels =
        section.named("channels", (name, s) -> ChannelSettings.read(s));
    Map<String, Person> people = section.named("people", Person::read);
    Map<String, Roster> rosters = section.named("rosters", Roster::read);
    List<NoticeRoute> routes = section.sections("routes", NoticeRoute::read);
    Optional<RetryPolicy> retry = section.read("retry", RetryPolicy::read);
    Optional<Accept> accept = section.read("accept", Accept::read);
    return section.build(
        () ->
            new NoticeSettings(
                channels,
                people,
                rosters,
                routes,
                retry.orElse(RetryPolicy.DEFAULT),
                accept.orElse(Accept.DEFAULT)));
  }

  private static void names(List<Problem> problems, String kind, Collection<String> names) {
    names.stream()
        .filter(name -> !name.matches("[a-z0-9][a-z0-9-]{0,62}"))
        .forEach(
            name ->
                problems.add(Problem.of(kind + "." + name, name, "1 to 63 of a-z, 0-9 and '-'")));
  }

  private static void each(
      List<Problem> problems, String name, List<String> named, Collection<String> known) {
    named.stream()
        .filter(one -> !known.contains(one))
        .forEach(
            one ->
                problems.add(
                    Problem.of(
                        name, one, known.isEmpty() ? "none, none is set" : "one of " + known)));
  }
}
