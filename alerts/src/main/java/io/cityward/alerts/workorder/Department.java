package io.cityward.alerts.workorder;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.util.Optional;

/**
 * Who handles work orders.
 *
 * @param connector name of the connector to its own system; empty when its people read the console
 */
public record Department(String id, String name, Optional<String> connector) {

  public Department {
    if (id == null || !id.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw CityException.invalid("id", id, "1 to 63 of a-z, 0-9 and '-'");
    }
    if (name.isBlank() || name.length() > 200) {
      throw CityException.invalid("name", name, "1 to 200 characters");
    }
  }

  public static Department read(Section section) {
    String id = section.text("id");
    String name = section.text("name");
    String connector = section.text("connector", "");
    return section.build(
        () -> new Department(id, name, Optional.of(connector).filter(c -> !c.isEmpty())));
  }
}
