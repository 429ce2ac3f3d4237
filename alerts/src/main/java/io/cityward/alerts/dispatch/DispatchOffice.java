package io.cityward.alerts.dispatch;

import io.cityward.alerts.AlertSettings;
import io.cityward.alerts.rules.DepartmentChooser;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.Department;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be asked about the connectors that there are. */
public final class DispatchOffice {

  /** What a connector would send. */
  public record Preview(String connector, String text) {}

  private final Map<String, ConnectorSettings> settings;
  private final DepartmentChooser chooser;
  private final String evidenceBaseUrl;
  private final Map<String, Connector> connectors;
  private final Dispatcher dispatcher;

  public DispatchOffice(
      AlertSettings settings,
      List<Connector> connectors,
      Dispatcher dispatcher,
      DepartmentChooser chooser) {
    this.settings = settings.connectors();
    this.chooser = chooser;
    this.evidenceBaseUrl = settings.dispatch().evidenceBaseUrl();
    this.connectors = connectors.stream().collect(Collectors.toMap(Connector::name, c -> c));
    this.dispatcher = dispatcher;
  }

  public List<LaneState> states() {
    return dispatcher.states();
  }

  /** The kind of a connector, as it is configured. */
  public String type(String connector) {
    return settings.get(connector).type();
  }

  /**
   * Checks a connector's name.
   *
   * @throws CityException INVALID
   */
  public String known(String connector) {
    if (!settings.containsKey(connector)) {
      throw CityException.invalid(
          "connector",
          connector,
          settings.isEmpty() ? "none, no connector is set" : "one of " + settings.keySet());
    }
    return connector;
  }

  /**
   * What would be sent for an order.
   *
   * @param connector empty: that of its department, or of the one that the rules choose
   * @throws CityException INVALID if there is no such connector, or none serves the order
   */
  public Preview preview(Ledger ledger, WorkOrder order, String connector) {
    String name = connector.isEmpty() ? connectorOf(ledger, order) : known(connector);
    return new Preview(
        name, connectors.get(name).preview(Messages.of(ledger, order, evidenceBaseUrl)));
  }

  private String connectorOf(Ledger ledger, WorkOrder order) {
    return Stream.of(
            chooser.department(order.departmentId()),
            chooser
                .byRule(
                    ledger,
                    order.subject(),
                    order.supervision().severity().name().toLowerCase(Locale.ROOT),
                    order.changedAt())
                .map(DispatchRules.Choice::department))
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(Department::connector)
        .orElseThrow(
            () -> CityException.invalid("connector", "missing", "one that serves " + order.id()));
  }
}
