package io.cityward.alerts.rules;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.grpc.Actor;
import io.cityward.alerts.grpc.Answers;
import io.cityward.alerts.grpc.GrpcErrors;
import io.cityward.alerts.learned.LearnedBook;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.wire.DispatchWire;
import io.cityward.alerts.workorder.DispatchRule;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.core.CityException;
import io.cityward.proto.v1.DispatchServiceGrpc;
import io.cityward.proto.v1.DispatchThreshold;
import io.cityward.proto.v1.ExplainDispatchRequest;
import io.cityward.proto.v1.ExplainDispatchResponse;
import io.cityward.proto.v1.GetDispatchThresholdRequest;
import io.cityward.proto.v1.GetLearnedDispatcherRequest;
import io.cityward.proto.v1.LearnedDispatcher;
import io.cityward.proto.v1.ListDispatchRulesRequest;
import io.cityward.proto.v1.ListDispatchRulesResponse;
import io.cityward.proto.v1.ListLearnedDispatchersRequest;
import io.cityward.proto.v1.ListLearnedDispatchersResponse;
import io.cityward.proto.v1.PutDispatchRulesRequest;
import io.cityward.proto.v1.SetDispatchThresholdRequest;
import io.cityward.proto.v1.TrainDispatcherRequest;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.List;

/** {@code DispatchService}: rules, dry runs, and what was learned. */
public final class DispatchGrpcService extends DispatchServiceGrpc.DispatchServiceImplBase {

  private final AlertStore store;
  private final DepartmentChooser chooser;
  private final RuleBook rules;
  private final LearnedBook learned;
  private final Clock clock;

  public DispatchGrpcService(
      AlertStore store,
      DepartmentChooser chooser,
      RuleBook rules,
      LearnedBook learned,
      Clock clock) {
    this.store = store;
    this.chooser = chooser;
    this.rules = rules;
    this.learned = learned;
    this.clock = clock;
  }

  @Override
  public void listDispatchRules(
      ListDispatchRulesRequest request, StreamObserver<ListDispatchRulesResponse> observer) {
    GrpcErrors.answer(observer, () -> store.read(ledger -> message(rules.kept(ledger))));
  }

  @Override
  public void putDispatchRules(
      PutDispatchRulesRequest request, StreamObserver<ListDispatchRulesResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          List<DispatchRule> wanted = RuleRequest.rules(request.getRulesList());
          Outcome<RuleBook.Kept> outcome =
              rules.put(
                  store,
                  wanted,
                  request.getRevision(),
                  request.getValidateOnly(),
                  Actor.current(),
                  clock);
          return message(Answers.of(outcome));
        });
  }

  @Override
  public void explainDispatch(
      ExplainDispatchRequest request, StreamObserver<ExplainDispatchResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RuleRequest.Asked asked = RuleRequest.asked(request, clock.instant());
          return store.read(
              ledger -> {
                DepartmentChooser.Explanation explanation =
                    chooser.explain(
                        ledger,
                        asked
                            .imagined()
                            .orElseGet(
                                () ->
                                    ledger
                                        .alerts()
                                        .get(AlertId.parse(request.getAlertId()))
                                        .subject()),
                        asked.severity(),
                        asked.at());
                return message(explanation);
              });
        });
  }

  @Override
  public void trainDispatcher(
      TrainDispatcherRequest request, StreamObserver<LearnedDispatcher> observer) {
    GrpcErrors.answer(
        observer,
        () -> DispatchWire.version(Answers.of(learned.train(store, Actor.current(), clock))));
  }

  @Override
  public void getLearnedDispatcher(
      GetLearnedDispatcherRequest request, StreamObserver<LearnedDispatcher> observer) {
    GrpcErrors.answer(
        observer,
        () ->
            store.read(learned::versions).stream()
                .findFirst()
                .map(DispatchWire::version)
                .orElseThrow(() -> CityException.notFound("learned dispatcher", "newest")));
  }

  @Override
  public void listLearnedDispatchers(
      ListLearnedDispatchersRequest request,
      StreamObserver<ListLearnedDispatchersResponse> observer) {
    GrpcErrors.answer(
        observer,
        () ->
            ListLearnedDispatchersResponse.newBuilder()
                .addAllVersions(
                    store.read(learned::versions).stream().map(DispatchWire::version).toList())
                .build());
  }

  @Override
  public void getDispatchThreshold(
      GetDispatchThresholdRequest request, StreamObserver<DispatchThreshold> observer) {
    GrpcErrors.answer(observer, () -> DispatchWire.threshold(store.read(learned::threshold)));
  }

  @Override
  public void setDispatchThreshold(
      SetDispatchThresholdRequest request, StreamObserver<DispatchThreshold> observer) {
    GrpcErrors.answer(
        observer,
        () ->
            DispatchWire.threshold(
                Answers.of(
                    learned.setThreshold(
                        store,
                        request.getThreshold(),
                        request.getRevision(),
                        Actor.current(),
                        clock))));
  }

  private ListDispatchRulesResponse message(RuleBook.Kept kept) {
    ListDispatchRulesResponse.Builder response =
        ListDispatchRulesResponse.newBuilder().setRevision(kept.revision());
    rules.filed().rules().forEach(rule -> response.addRules(DispatchWire.rule(rule, true)));
    kept.rules().forEach(rule -> response.addRules(DispatchWire.rule(rule, false)));
    return response.build();
  }

  private ExplainDispatchResponse message(DepartmentChooser.Explanation explanation) {
    ExplainDispatchResponse.Builder response =
        ExplainDispatchResponse.newBuilder().addAllAreas(explanation.asked().areas());
    for (DispatchRules.Step step : explanation.steps()) {
      boolean filed = rules.filed().rules().contains(step.rule());
      response
          .addRulesBuilder()
          .setRule(DispatchWire.rule(step.rule(), filed))
          .setTakes(step.department().isPresent())
          .setReason(step.reason());
    }
    explanation
        .taken()
        .ifPresent(
            step ->
                response
                    .setDepartmentId(step.department().orElseThrow().id())
                    .setDepartmentName(step.department().orElseThrow().name())
                    .setWithoutReview(!step.rule().reviewFirst()));
    explanation.proposal().map(DispatchWire::proposal).ifPresent(response::setProposal);
    return response.setOutcome(explanation.words()).build();
  }
}
