package io.cityward.alerts.rules;

import io.cityward.alerts.area.ByRevision;
import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.DispatchSettingTable.Name;
import io.cityward.alerts.store.DispatchSettingTable.Setting;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.DispatchRule;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of the configuration's file, which come first and stay, and those kept in the book. */
public final class RuleBook {

  private static final int MOST_RULES = 500;

  private final DispatchRules filed;
  private final ByRevision<DispatchRules> rules = new ByRevision<>();

  public RuleBook(DispatchRules filed) {
    this.filed = filed;
  }

  /**
   * The rules that the book keeps.
   *
   * @param revision grows with each change
   */
  public record Kept(List<DispatchRule> rules, long revision) {

    public Kept {
      rules = List.copyOf(rules);
    }
  }

  public DispatchRules filed() {
    return filed;
  }

  /** All in the order in which they are asked, as they are in this transaction. */
  public DispatchRules current(Ledger ledger) {
    return rules.get(
        ledger.dispatch().settings().revision(Name.RULES), () -> filed.with(kept(ledger).rules()));
  }

  public Kept kept(Ledger ledger) {
    Setting setting = ledger.dispatch().settings().get(Name.RULES);
    return new Kept(RuleJson.read(setting.content()), setting.revision());
  }

  /**
   * Replaces the rules of the book.
   *
   * @param revision of the rules that the caller has seen
   * @param validateOnly whether nothing is changed
   * @throws CityException INVALID with everything that is wrong
   */
  public Outcome<Kept> put(
      AlertStore store,
      List<DispatchRule> wanted,
      long revision,
      boolean validateOnly,
      String actor,
      Clock clock) {
    check(wanted);
    return store.write(
        ledger -> {
          Kept before = kept(ledger);
          if (before.revision() != revision) {
            return new Outcome.Refused<>(
                Outcome.Refusal.STALE_VERSION,
                "rules: revision "
                    + revision
                    + " (expected: "
                    + before.revision()
                    + ", they have changed since)",
                Map.of("revision", Long.toString(before.revision())));
          }
          if (validateOnly || before.rules().equals(wanted)) {
            return new Outcome.Done<>(before);
          }
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          ledger.dispatch().settings().put(Name.RULES, RuleJson.write(wanted), now, actor);
          ledger
              .audit()
              .append(
                  new AuditEntry(
                      now,
                      actor,
                      "dispatch-rules.put",
                      "dispatch-rules/all",
                      "",
                      RuleJson.write(before.rules()),
                      RuleJson.write(wanted)));
          return new Outcome.Done<>(kept(ledger));
        });
  }

  private void check(List<DispatchRule> wanted) {
    if (wanted.size() > MOST_RULES) {
      throw CityException.invalid("rules", wanted.size() + " rules", "at most " + MOST_RULES);
    }
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i).name();
      if (filed.rules().stream().anyMatch(rule -> rule.name().equals(name))) {
        problems.add(
            Problem.of(
                "rules[" + i + "].name", name, "a name that is not in the configuration's file"));
      }
    }
    try {
      var unused = new DispatchRules(filed.departments(), wanted);
    } catch (CityException e) {
      problems.addAll(e.problems());
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }
}
