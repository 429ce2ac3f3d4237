package io.cityward.alerts.wire;

import io.cityward.alerts.learned.LearnedBook;
import io.cityward.alerts.learned.Proposal;
import io.cityward.alerts.learned.Report;
import io.cityward.alerts.workorder.DispatchRule;
import io.cityward.proto.v1.DispatchConfusion;
import io.cityward.proto.v1.DispatchCoverage;
import io.cityward.proto.v1.DispatchProposal;
import io.cityward.proto.v1.DispatchThreshold;
import io.cityward.proto.v1.LearnedDispatcher;

/** Rules, proposals and what was learned on the wire. */
public final class DispatchWire {

  private DispatchWire() {}

  public static io.cityward.proto.v1.DispatchRule rule(DispatchRule rule, boolean readOnly) {
    return io.cityward.proto.v1.DispatchRule.newBuilder()
        .setName(rule.name())
        .addAllEvents(rule.events())
        .addAllAreas(rule.areas())
        .addAllHours(rule.when().hours().windows().stream().map(Object::toString).toList())
        .addAllSeverities(rule.when().severities().stream().sorted().toList())
        .addAllCameras(rule.when().cameras().stream().map(id -> id.value()).sorted().toList())
        .setDepartmentId(rule.department())
        .setWithoutReview(!rule.reviewFirst())
        .setReadOnly(readOnly)
        .build();
  }

  public static DispatchProposal proposal(Proposal proposal) {
    return DispatchProposal.newBuilder()
        .setDepartmentId(proposal.department().id())
        .setDepartmentName(proposal.department().name())
        .setConfidence(proposal.confidence())
        .setModel(proposal.model())
        .addAllReasons(proposal.reasons())
        .setByItself(proposal.byItself())
        .build();
  }

  public static LearnedDispatcher version(LearnedBook.Version version) {
    Report report = version.report();
    LearnedDispatcher.Builder message =
        LearnedDispatcher.newBuilder()
            .setModel(version.model())
            .setTrainedAt(CommonWire.timestamp(version.trainedAt()))
            .setTrainedBy(version.trainedBy())
            .setDecisions(report.decisions())
            .setReturned(report.returned())
            .setHeldOut(report.heldOut())
            .setHeldOutFrom(CommonWire.timestamp(report.heldOutFrom()))
            .setAccuracy(report.accuracy())
            .setMajorityAccuracy(report.majority())
            .setMajorityByEventAccuracy(report.majorityByEvent())
            .setCalibrationError(report.calibrationError());
    for (Report.Coverage c : report.coverage()) {
      message.addCoverage(
          DispatchCoverage.newBuilder()
              .setThreshold(c.threshold())
              .setCovered(c.covered())
              .setAccuracy(c.accuracy()));
    }
    for (Report.Confusion c : report.confusion()) {
      message.addConfusion(
          DispatchConfusion.newBuilder()
              .setDepartmentId(c.department())
              .setProposedId(c.proposed())
              .setCount(c.count()));
    }
    return message.build();
  }

  public static DispatchThreshold threshold(LearnedBook.Threshold threshold) {
    DispatchThreshold.Builder message =
        DispatchThreshold.newBuilder()
            .setThreshold(threshold.value())
            .setRevision(threshold.revision())
            .setChangedBy(threshold.changedBy());
    if (threshold.revision() > 0) {
      message.setChangedAt(CommonWire.timestamp(threshold.changedAt()));
    }
    return message.build();
  }
}
