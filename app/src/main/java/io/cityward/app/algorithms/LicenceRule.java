package io.cityward.app.algorithms;

import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.Origin.Licence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Under which licences a pack may come into the repository; each with its text. */
final class LicenceRule {

  private static final long LARGEST_TEXT = 1 << 20;

  private final Set<String> allowed;

  /**
   * @param allowed SPDX ids
   */
  LicenceRule(Set<String> allowed) {
    this.allowed = new TreeSet<>(allowed);
  }

  /**
   * @throws CityException INVALID with each licence that will not do
   */
  void check(ModelPack pack, Path folder) throws IOException {
    List<Problem> problems = new ArrayList<>();
    List<Licence> licences = pack.origin().licences();
    for (int i = 0; i < licences.size(); i++) {
      String spdx = licences.get(i).spdx();
      if (!allowed.contains(spdx)) {
        problems.add(
            new Problem(
                "pack.yml",
                "licences[" + i + "].spdx",
                shown(spdx)
                    + " (expected: one of "
                    + String.join(", ", allowed)
                    + why(spdx)
                    + ")"));
      }
      Path text = folder.resolve(licences.get(i).file());
      if (Files.size(text) > LARGEST_TEXT || Files.readString(text).isBlank()) {
        problems.add(
            new Problem(
                "pack.yml",
                "licences[" + i + "].file",
                licences.get(i).file() + " (expected: the licence's text)"));
      }
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  private static String why(String spdx) {
    String upper = spdx.toUpperCase(Locale.ROOT);
    if (upper.startsWith("AGPL")) {
      return "; the AGPL asks whoever offers a service with it to publish the service's source";
    }
    return upper.startsWith("GPL") || upper.startsWith("LGPL")
        ? "; the GPL asks whoever passes it on to pass everything on under the GPL"
        : "";
  }

  private static String shown(String text) {
    return text.length() > 80 ? text.length() + " characters" : text;
  }
}
