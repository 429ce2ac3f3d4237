package io.cityward.alerts;

import io.cityward.alerts.algorithm.ShadowSettings;
import io.cityward.alerts.dedup.DedupSettings;
import io.cityward.alerts.dispatch.DispatchSettings;
import io.cityward.alerts.dispatch.RetryPolicy;
import io.cityward.alerts.dispatch.push.GrpcPushSettings;
import io.cityward.alerts.rules.ChooserSettings;
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
 */
public record AlertSettings(
    Path database,
    Path evidence,
    DispatchRules dispatchRules,
    Map<String, GrpcPushSettings> connectors,
    DispatchSettings dispatch,
    DedupSettings dedup,
    WatchSettings watch,
    ShadowSettings shadow,
    VerificationSettings verification,
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
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
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
        ChooserSettings.DEFAULT);
  }

  /**
   * Reads the keys {@code departments}, {@code rules}, {@code connectors}, {@code retry}, {@code
   * deduplication}, {@code watch}, {@code shadow} and {@code verification} of a section.
   *
   * @param folder where database and evidence lie
   * @param evidenceBaseUrl prefix that makes evidence paths absolute for other systems
   */
  public static AlertSettings read(Section section, Path folder, String evidenceBaseUrl) {
    return read(section, folder, evidenceBaseUrl, folder, ZoneId.systemDefault());
  }

  /**
   * As above, and the key {@code areas}.
   *
   * @param base what the paths of files are relative to
   * @param zone whose hours the rules mean
   */
  public static AlertSettings read(
      Section section, Path folder, String evidenceBaseUrl, Path base, ZoneId zone) {
    AlertSettings plain = in(folder);
    List<Department> departments = section.sections("departments", Department::read);
    List<DispatchRule> rules = section.sections("rules", DispatchRule::read);
    Map<String, GrpcPushSettings> connectors =
        section.named("connectors", (name, s) -> GrpcPushSettings.read(s));
    RetryPolicy retry = RetryPolicy.read(section.section("retry"));
    DedupSettings dedup = DedupSettings.read(section.section("deduplication"));
    WatchSettings watch = WatchSettings.read(section.section("watch"));
    ShadowSettings shadow = ShadowSettings.read(section.section("shadow"));
    ChooserSettings chooser = ChooserSettings.read(section, base, zone);
    VerificationSettings verification = VerificationSettings.read(section.section("verification"));
    return section.build(
        () ->
            new AlertSettings(
                plain.database,
                plain.evidence,
                new DispatchRules(departments, rules),
                connectors,
                new DispatchSettings(retry, evidenceBaseUrl),
                dedup,
                watch,
                shadow,
                verification,
                chooser));
  }
}
