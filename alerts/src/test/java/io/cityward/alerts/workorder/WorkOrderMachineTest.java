package io.cityward.alerts.workorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkOrderMachineTest {

  /** Every transition there is, as work_orders.proto promises them. */
  private static final Map<String, String> TRANSITIONS =
      Stream.of(
              "PENDING_REVIEW REGISTER REGISTERED",
              "PENDING_REVIEW REJECT REJECTED",
              "REGISTERED DISPATCH DISPATCHED",
              "REGISTERED REJECT REJECTED",
              "DISPATCHED ACCEPT ACCEPTED",
              "DISPATCHED REJECT REJECTED",
              "DISPATCHED RETURN RETURNED",
              "RETURNED DISPATCH DISPATCHED",
              "RETURNED REJECT REJECTED",
              "ACCEPTED HANDLE HANDLED",
              "ACCEPTED REJECT REJECTED",
              "ACCEPTED RETURN RETURNED",
              "ACCEPTED SUSPEND SUSPENDED",
              "SUSPENDED RESUME ACCEPTED",
              "HANDLED VERIFY VERIFYING",
              "HANDLED CLOSE CLOSED",
              "HANDLED SEND_BACK REWORK",
              "VERIFYING CLOSE CLOSED",
              "VERIFYING SEND_BACK REWORK",
              "REWORK ACCEPT ACCEPTED",
              "REWORK SUSPEND SUSPENDED")
          .collect(
              Collectors.toMap(
                  line -> line.substring(0, line.lastIndexOf(' ')),
                  line -> line.substring(line.lastIndexOf(' ') + 1)));

  static Stream<Arguments> everything() {
    return Arrays.stream(OrderState.values())
        .flatMap(s -> Arrays.stream(OrderAction.values()).map(a -> Arguments.of(s, a)));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void movesAsPromisedAndNotOtherwise(OrderState state, OrderAction action) {
    assertThat(WorkOrderMachine.next(state, action).map(Enum::name).orElse(null))
        .isEqualTo(TRANSITIONS.get(state + " " + action));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void offersExactlyWhatItAllows(OrderState state, OrderAction action) {
    assertThat(WorkOrderMachine.allowed(state).contains(action))
        .isEqualTo(WorkOrderMachine.next(state, action).isPresent());
  }

  @Test
  void endsOnlyInFinishedStates() {
    assertThat(OrderState.values())
        .allMatch(state -> state.finished() == WorkOrderMachine.allowed(state).isEmpty());
  }

  @Test
  void wantsAReasonForEverythingThatUndoesSomebodysWork() {
    Set<OrderAction> wanted =
        Arrays.stream(OrderAction.values())
            .filter(OrderAction::needsNote)
            .collect(Collectors.toSet());
    assertThat(wanted)
        .isEqualTo(
            Set.copyOf(
                List.of(
                    OrderAction.REJECT,
                    OrderAction.RETURN,
                    OrderAction.SEND_BACK,
                    OrderAction.SUSPEND)));
  }
}
