package io.cityward.alerts.compute.book;

import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.Member;
import io.cityward.alerts.compute.Member.Role;
import java.util.List;
import java.util.Optional;

/**
 * The one place that decides who may do what. Answers are empty, or say why not.
 *
 * <p>An actor is a name and no proof, as long as there are no users; {@link #NAMES} then only keeps
 * people from mistakes.
 */
public interface ComputePolicy {

  /** Whoever is not refused: departments that name applicants are applied for by these alone. */
  ComputePolicy NAMES = new NamesOnly();

  /** Whether somebody may apply for a department. */
  Optional<String> apply(String actor, String department, List<Member> members);

  /** Whether somebody may take an application back. */
  Optional<String> withdraw(String actor, Application application);

  /** Whether somebody may decide, revoke, and change departments and their members. */
  Optional<String> administer(String actor);

  /** What holds until there are users. */
  final class NamesOnly implements ComputePolicy {

    private NamesOnly() {}

    @Override
    public Optional<String> apply(String actor, String department, List<Member> members) {
      List<String> applicants =
          members.stream().filter(m -> m.role() == Role.APPLICANT).map(Member::user).toList();
      return applicants.isEmpty() || applicants.contains(actor)
          ? Optional.empty()
          : Optional.of(
              actor + " may not apply for " + department + " (expected: one of its applicants)");
    }

    @Override
    public Optional<String> withdraw(String actor, Application application) {
      return actor.equals(application.submittedBy())
          ? Optional.empty()
          : Optional.of(
              actor
                  + " may not withdraw "
                  + application.id()
                  + " (expected: "
                  + application.submittedBy()
                  + ", who submitted it)");
    }

    @Override
    public Optional<String> administer(String actor) {
      return Optional.empty();
    }
  }
}
