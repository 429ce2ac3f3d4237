package io.cityward.app.compute;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.Task;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.core.settings.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which departments there are, at hand for who asks for every task in every second. A camera that
 * is added with a department that is not there is refused; in the configuration file it is known
 * only when the book is open, so that its tasks wait and say so. Safe for any number of threads.
 */
final class KnownDepartments {

  private static final Logger LOG = LoggerFactory.getLogger(KnownDepartments.class);

  /** More names than that nobody reads. */
  private static final int MOST_NAMED = 20;

  private final Supplier<? extends Collection<String>> book;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile SortedSet<String> ids = new TreeSet<>(Set.of(Task.CITY));

  /**
   * @param book the ids of those that there are
   */
  KnownDepartments(Supplier<? extends Collection<String>> book) {
    this.book = book;
  }

  /** Reads them anew. */
  void refresh() {
    SortedSet<String> now = new TreeSet<>(book.get());
    now.add(Task.CITY);
    ids = now;
    told.removeAll(now);
  }

  /** What is wrong with a task's department, told to the log once; empty if it is there. */
  Optional<String> wrong(String department) {
    if (ids.contains(department)) {
      return Optional.empty();
    }
    String words = problem("department", department).toString();
    if (told.add(department)) {
      LOG.warn("tasks wait for a department that is not there: {}", words);
    }
    return Optional.of(words);
  }

  /**
   * Refuses a camera of whose tasks one names a department that is not there.
   *
   * @throws CityException INVALID, with the fields
   */
  void check(CameraConfig camera) {
    List<Problem> problems = new ArrayList<>();
    camera
        .department()
        .filter(department -> !ids.contains(department))
        .ifPresent(department -> problems.add(problem("department", department)));
    for (Task task : camera.tasks()) {
      boolean own = camera.department().filter(task.department()::equals).isEmpty();
      if (own && !ids.contains(task.department())) {
        problems.add(
            new Problem(
                "",
                "scenes",
                task.scene() + ": " + problem("department", task.department()).toString()));
      }
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  private Problem problem(String name, String department) {
    SortedSet<String> known = ids;
    String few =
        known.size() <= MOST_NAMED
            ? "one of " + String.join(", ", known)
            : "one of the " + known.size() + " that there are";
    return Problem.of(
        name,
        department,
        few + DidYouMean.among(known, department).map(n -> "; did you mean " + n + "?").orElse(""));
  }
}
