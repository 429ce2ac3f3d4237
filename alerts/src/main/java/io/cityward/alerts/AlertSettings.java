package io.cityward.alerts;

import io.cityward.alerts.algorithm.ShadowSettings;
import io.cityward.alerts.dedup.DedupSettings;
import io.cityward.alerts.dispatch.BreakerPolicy;
import io.cityward.alerts.dispatch.ConnectorSettings;
import io.cityward.alerts.dispatch.DispatchSettings;
import io.cityward.alerts.dispatch.RetryPolicy;
import io.cityward.alerts.rules.ChooserSettings;
import io.cityward.alerts.verdict.VerdictSettings;
import io.cityward.alerts.verification.VerificationSettings;
import io.cityward.alerts.watch.WatchSettings;
import io.cityward.alerts.workorder.Department;
import io.cityward.alerts.workorder.DispatchRule;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.core.settings.Section;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that the alert center can be told.
 *
 * @param database the SQLite file
 * @param evidence the folder of the evidence files
 * @param connectors by the name that departments refer to
 * @param outside what others than our own people see and are told
 */
public record AlertSettings(
    Path database,
    Path evidence,
    DispatchRules dispatchRules,
    Map<String, ConnectorSettings> connectors,
    DispatchSettings dispatch,
    DedupSettings dedup,
    WatchSettings watch,
    ShadowSettings shadow,
    VerificationSettings verification,
    VerdictSettings verdicts,
    FollowUpSettings followUp,
    OutsideSettings outside,
    ChooserSettings chooser) {

  public AlertSettings {
    connectors = Map.copyOf(connectors);
    List<Problem> problems = new ArrayList<>();
    List<Department> departments = dispatchRules.departments();
    for (int i = 0; i < departments.size(); i++) {
      String connector = departments.get(i).connector().orElse("");
      if (!connector.isEmpty() && !connectors.containsKey(connector)) {
        problems.add(
            Problem.of(
                "departments[" + i + "].connector",
                connector,
                connectors.isEmpty()
                    ? "none, no connector is set"
                    : "one of " + connectors.keySet()));
      }
    }
    problems.addAll(unknownCodes(dispatchRules, connectors));
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  /** Events that a rule sends to a system that has no code for them. */
  private static List<Problem> unknownCodes(
      DispatchRules rules, Map<String, ConnectorSettings> connectors) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < rules.rules().size(); i++) {
      DispatchRule rule = rules.rules().get(i);
      String connector =
          rules.department(rule.department()).flatMap(Department::connector).orElse("");
      ConnectorSettings settings = connectors.get(connector);
      if (settings != null) {
        for (String event : rule.events()) {
          if (settings.codes().of(event).isEmpty()) {
            problems.add(
                Problem.of(
                    "connectors." + connector + ".codes",
                    event + " of rules[" + i + "]",
                    settings.codes().expectation()));
          }
        }
      }
    }
    return problems;
  }

  /** Settings with nothing but places on disk: no departments, everything waits for people. */
  public static AlertSettings in(Path folder) {
    return new AlertSettings(
        folder.resolve("cityward.db"),
        folder.resolve("evidence"),
        DispatchRules.NONE,
        Map.of(),
        DispatchSettings.DEFAULT,
        DedupSettings.DEFAULT,
        WatchSettings.DEFAULT,
        ShadowSettings.DEFAULT,
        VerificationSettings.DEFAULT,
        VerdictSettings.DEFAULT,
        FollowUpSettings.usual(ZoneId.systemDefault()),
        OutsideSettings.NONE,
        ChooserSettings.DEFAULT);
  }

  /** The same, with other departments and the ways to them. */
  public AlertSettings with(DispatchRules rules, Map<String, ConnectorSettings> ways) {
    return new AlertSettings(
        database,
        evidence,
        rules,
        ways,
        dispatch,
        dedup,
        watch,
        shadow,
        verification,
        verdicts,
        followUp,
        outside,
        chooser);
  }

  /** The same, seen by others in another way. */
  public AlertSettings with(OutsideSettings other) {
    return new AlertSettings(
        database,
        evidence,
        dispatchRules,
        connectors,
        dispatch,
        dedup,
        watch,
        shadow,
        verification,
        verdicts,
        followUp,
        other,
        chooser);
  }

  /**
   * Reads the keys {@code departments}, {@code rules}, {@code connectors}, {@code retry}, {@code
   * breaker}, {@code deduplication}, {@code watch}, {@code shadow}, {@code verification}, {@code
   * verdicts}, {@code open311} and {@code notices}, and those of {@link FollowUpSettings}, of a
   * section.
   *
   * @param folder where database and evidence lie
   * @param evidenceBaseUrl prefix that makes evidence paths absolute for other systems
   */
  public static AlertSettings read(Section section, Path folder, String evidenceBaseUrl) {
    return read(section, folder, evidenceBaseUrl, ZoneId.systemDefault());
  }

  /** As below, with paths relative to the same folder. */
  public static AlertSettings read(
      Section section, Path folder, String evidenceBaseUrl, ZoneId zone) {
    return read(section, folder, evidenceBaseUrl, folder, zone);
  }

  /**
   * As above; further the keys of {@link FollowUpSettings} and {@code areas}.
   *
   * @param base what the paths of files are relative to
   * @param zone whose hours rules mean, of calendars that name none, and of sentences for people
   */
  public static AlertSettings read(
      Section section, Path folder, String evidenceBaseUrl, Path base, ZoneId zone) {
    AlertSettings plain = in(folder);
    List<Department> departments = section.sections("departments", Department::read);
    List<DispatchRule> rules = section.sections("rules", DispatchRule::read);
    Map<String, ConnectorSettings> connectors =
        section.named("connectors", (name, s) -> ConnectorKind.read(s));
    RetryPolicy retry = RetryPolicy.read(section.section("retry"));
    BreakerPolicy breaker = BreakerPolicy.read(section.section("breaker"));
    DedupSettings dedup = DedupSettings.read(section.section("deduplication"));
    WatchSettings watch = WatchSettings.read(section.section("watch"));
    ShadowSettings shadow = ShadowSettings.read(section.section("shadow"));
    ChooserSettings chooser = ChooserSettings.read(section, base, zone);
    VerificationSettings verification =
        VerificationSettings.read(section.section("verification"), zone);
    VerdictSettings verdicts =
        section.read("verdicts", VerdictSettings::read).orElse(VerdictSettings.DEFAULT);
    FollowUpSettings followUp = FollowUpSettings.read(section, zone);
    OutsideSettings outside = OutsideSettings.read(section, zone);
    return section.build(
        () ->
            new AlertSettings(
                plain.database,
                plain.evidence,
                new DispatchRules(departments, rules),
                connectors,
                new DispatchSettings(retry, evidenceBaseUrl, breaker),
                dedup,
                watch,
                shadow,
                verification,
                verdicts,
                followUp,
                outside,
                chooser));
  }
}
