package io.cityward.app.cameras;

import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with a form, piece by piece, so that it is told together. */
final class Problems {

  private final List<Problem> all = new ArrayList<>();

  /** What the work gives; the placeholder, with the problems noted, if it is refused. */
  <T> T attempt(T placeholder, Supplier<T> work) {
    try {
      return work.get();
    } catch (CityException e) {
      if (e.problems().isEmpty()) {
        throw e;
      }
      e.problems().forEach(p -> note(p.name(), p.text()));
      return placeholder;
    }
  }

  /** Notes a problem, unless something else is known to be wrong with the same. */
  void note(String name, String text) {
    if (all.stream().noneMatch(p -> p.name().equals(name))) {
      all.add(new Problem("", name, text));
    }
  }

  /** Refuses the form if anything was wrong with it. */
  void done() {
    if (!all.isEmpty()) {
      throw CityException.invalid(all);
    }
  }
}
