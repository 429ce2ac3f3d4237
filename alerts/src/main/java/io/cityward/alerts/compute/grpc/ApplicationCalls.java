package io.cityward.alerts.compute.grpc;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.Application.Draft;
import io.cityward.alerts.compute.Application.State;
import io.cityward.alerts.compute.ApplicationId;
import io.cityward.alerts.compute.Period;
import io.cityward.alerts.compute.book.Applications;
import io.cityward.alerts.compute.book.Terms;
import io.cityward.alerts.grpc.Answers;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.grpc.Token;
import io.cityward.alerts.registry.Command;
import io.cityward.proto.v1.CheckApplicationRequest;
import io.cityward.proto.v1.CheckApplicationResponse;
import io.cityward.proto.v1.DecideApplicationRequest;
import io.cityward.proto.v1.DecisionAction;
import io.cityward.proto.v1.GetApplicationRequest;
import io.cityward.proto.v1.ListApplicationsRequest;
import io.cityward.proto.v1.ListApplicationsResponse;
import io.cityward.proto.v1.SubmitApplicationRequest;
import io.cityward.proto.v1.WithdrawApplicationRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls about applications. */
final class ApplicationCalls {

  private static final ApplicationId NONE = new ApplicationId(1);

  private final Applications applications;

  ApplicationCalls(Applications applications) {
    this.applications = applications;
  }

  io.cityward.proto.v1.Application submit(SubmitApplicationRequest request) {
    RequestCheck check = new RequestCheck();
    Draft draft = draft(check, request);
    Command command = ComputeRequests.command(check, request.getIdempotencyKey());
    check.done();
    return ComputeWire.application(Answers.of(applications.submit(draft, command)));
  }

  CheckApplicationResponse check(CheckApplicationRequest request) {
    RequestCheck check = new RequestCheck();
    if (!request.getApplicationId().isEmpty()) {
      ApplicationId id = id(check, request.getApplicationId());
      if (!request.getDepartmentId().isEmpty() || request.hasPeriod() || given(request)) {
        check.note("application_id", id, "alone, or absent");
      }
      check.done();
      return ComputeWire.headroom(applications.check(id));
    }
    SubmitApplicationRequest.Builder asked =
        SubmitApplicationRequest.newBuilder()
            .setDepartmentId(request.getDepartmentId())
            .setPeriod(request.getPeriod())
            .setReason("-");
    if (request.hasCompute()) {
      asked.setCompute(request.getCompute());
    } else if (request.hasAlgorithm()) {
      asked.setAlgorithm(request.getAlgorithm());
    }
    Draft draft = draft(check, asked.build());
    check.done();
    return ComputeWire.headroom(applications.check(draft));
  }

  io.cityward.proto.v1.Application withdraw(WithdrawApplicationRequest request) {
    RequestCheck check = new RequestCheck();
    ApplicationId id = id(check, request.getApplicationId());
    Command command = ComputeRequests.command(check, request.getIdempotencyKey());
    check.done();
    return ComputeWire.application(Answers.of(applications.withdraw(id, command)));
  }

  io.cityward.proto.v1.Application get(GetApplicationRequest request) {
    RequestCheck check = new RequestCheck();
    ApplicationId id = id(check, request.getApplicationId());
    check.done();
    return ComputeWire.application(applications.get(id));
  }

  ListApplicationsResponse list(ListApplicationsRequest request) {
    RequestCheck check = new RequestCheck();
    Set<String> departments =
        ComputeRequests.departments(check, "departments", request.getDepartmentsList());
    Set<State> states =
        check.each(
            "states",
            request.getStatesList(),
            state -> RequestCheck.choice(state, "APPLICATION_", State.class));
    int size = check.pageSize(request.getPageSize());
    Object query = request.toBuilder().clearPageToken().clearPageSize().build();
    long before = check.pageToken(request.getPageToken(), query);
    check.done();
    List<Application> page = applications.page(departments, states, before, size + 1);
    ListApplicationsResponse.Builder response = ListApplicationsResponse.newBuilder();
    page.stream().limit(size).map(ComputeWire::application).forEach(response::addApplications);
    if (page.size() > size) {
      response.setNextPageToken(Token.page(page.get(size - 1).id().number(), query));
    }
    return response.build();
  }

  io.cityward.proto.v1.Application decide(DecideApplicationRequest request) {
    RequestCheck check = new RequestCheck();
    ApplicationId id = id(check, request.getApplicationId());
    long revision = ComputeRequests.revision(check, request.getRevision());
    DecisionAction action = request.getAction();
    boolean change = action == DecisionAction.DECISION_CHANGE;
    if (action == DecisionAction.DECISION_ACTION_UNSPECIFIED
        || action == DecisionAction.UNRECOGNIZED) {
      check.note("action", action, "DECISION_APPROVE, DECISION_CHANGE or DECISION_REFUSE");
    }
    boolean wordless = action == DecisionAction.DECISION_APPROVE;
    String reason = ComputeRequests.reason(check, request.getReason(), wordless ? 0 : 1);
    Command command = ComputeRequests.command(check, request.getIdempotencyKey());
    if (!change && (request.hasCompute() || request.hasAlgorithm() || request.hasPeriod())) {
      check.note("given", "something", "nothing, except for DECISION_CHANGE");
    }
    Allotment given =
        change
            ? ComputeRequests.allotment(
                check,
                "given",
                request.hasCompute() ? Optional.of(request.getCompute()) : Optional.empty(),
                request.hasAlgorithm() ? Optional.of(request.getAlgorithm()) : Optional.empty())
            : null;
    Optional<ComputeRequests.Times> times =
        change && request.hasPeriod()
            ? Optional.of(ComputeRequests.times(check, request.getPeriod()))
            : Optional.empty();
    check.done();
    if (action == DecisionAction.DECISION_REFUSE) {
      return answer(applications.refuse(id, revision, reason, command));
    }
    return answer(
        applications.approve(
            id,
            revision,
            reason,
            change ? Optional.of(terms(id, given, times)) : Optional.empty(),
            command));
  }

  /** Absent: the period that was asked for, which never changes. */
  private Terms terms(ApplicationId id, Allotment given, Optional<ComputeRequests.Times> times) {
    Period asked = applications.get(id).period();
    return new Terms(
        given,
        times.map(t -> Terms.period(t.from().orElse(asked.from()), t.until())).orElse(asked));
  }

  private static io.cityward.proto.v1.Application answer(Outcome<Application> outcome) {
    return ComputeWire.application(Answers.of(outcome));
  }

  private static Draft draft(RequestCheck check, SubmitApplicationRequest request) {
    String department =
        ComputeRequests.department(check, "department_id", request.getDepartmentId());
    String reason = ComputeRequests.reason(check, request.getReason(), 1);
    ComputeRequests.Times times = ComputeRequests.times(check, request.getPeriod());
    Allotment asked =
        ComputeRequests.allotment(
            check,
            "asked",
            request.hasCompute() ? Optional.of(request.getCompute()) : Optional.empty(),
            request.hasAlgorithm() ? Optional.of(request.getAlgorithm()) : Optional.empty());
    return new Draft(department, asked, times.from(), times.until(), reason);
  }

  private static boolean given(CheckApplicationRequest request) {
    return request.hasCompute() || request.hasAlgorithm();
  }

  private static ApplicationId id(RequestCheck check, String id) {
    return check.parsed("application_id", NONE, () -> ApplicationId.parse(id));
  }
}
