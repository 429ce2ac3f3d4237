package io.cityward.alerts.compute.grpc;

import static io.cityward.alerts.wire.CommonWire.timestamp;

import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.ComputeDepartment;
import io.cityward.alerts.compute.DepartmentShare;
import io.cityward.alerts.compute.Grant;
import io.cityward.alerts.compute.Headroom;
import io.cityward.alerts.compute.Member;
import io.cityward.alerts.compute.Period;
import io.cityward.alerts.compute.Planner;
import io.cityward.alerts.store.AuditTable;
import io.cityward.core.CameraId;
import io.cityward.proto.v1.AlgorithmAllotment;
import io.cityward.proto.v1.ApplicationState;
import io.cityward.proto.v1.ArithmeticShare;
import io.cityward.proto.v1.ArithmeticSpan;
import io.cityward.proto.v1.AuditRecord;
import io.cityward.proto.v1.CheckApplicationResponse;
import io.cityward.proto.v1.ComputeAllotment;
import io.cityward.proto.v1.Department;
import io.cityward.proto.v1.DepartmentOrigin;
import io.cityward.proto.v1.GrantPeriod;
import io.cityward.proto.v1.GrantState;
import io.cityward.proto.v1.MemberRole;
import io.cityward.proto.v1.PlanTasksResponse;
import java.time.Instant;
import java.util.Map;

/** Departments, applications, grants and plans on the wire. */
final class ComputeWire {

  private ComputeWire() {}

  /**
   * A department with what it has now.
   *
   * @param shares of those that have any
   */
  static Department department(ComputeDepartment department, Map<String, DepartmentShare> shares) {
    DepartmentShare share = shares.getOrDefault(department.id(), new DepartmentShare(0, 0, 0));
    return Department.newBuilder()
        .setId(department.id())
        .setName(department.name())
        .setOrigin(DepartmentOrigin.valueOf("DEPARTMENT_" + department.origin()))
        .setRevision(department.revision())
        .setGuaranteed(share.guaranteed())
        .setCeiling(Double.isFinite(share.ceiling()) ? share.ceiling() : 0)
        .setPriority(share.priority())
        .build();
  }

  static io.cityward.proto.v1.Member member(Member member) {
    return io.cityward.proto.v1.Member.newBuilder()
        .setDepartment(member.department())
        .setUser(member.user())
        .setRole(MemberRole.valueOf("MEMBER_" + member.role()))
        .build();
  }

  static io.cityward.proto.v1.Application application(Application application) {
    io.cityward.proto.v1.Application.Builder message =
        io.cityward.proto.v1.Application.newBuilder()
            .setId(application.id().toString())
            .setDepartment(application.department())
            .setPeriod(period(application.period()))
            .setReason(application.reason())
            .setState(ApplicationState.valueOf("APPLICATION_" + application.state()))
            .setSubmittedAt(timestamp(application.submittedAt()))
            .setSubmittedBy(application.submittedBy())
            .setRevision(application.revision());
    if (application.asked() instanceof Allotment.Compute compute) {
      message.setCompute(compute(compute));
    } else if (application.asked() instanceof Allotment.Algorithm algorithm) {
      message.setAlgorithm(algorithm(algorithm));
    }
    application
        .decision()
        .ifPresent(
            word -> {
              message
                  .setDecidedAt(timestamp(word.at()))
                  .setDecidedBy(word.by())
                  .setDecisionReason(word.reason());
              word.grant().ifPresent(grant -> message.setGrantId(grant.toString()));
            });
    return message.build();
  }

  static io.cityward.proto.v1.Grant grant(Grant grant, Instant now) {
    io.cityward.proto.v1.Grant.Builder message =
        io.cityward.proto.v1.Grant.newBuilder()
            .setId(grant.id().toString())
            .setApplicationId(grant.application().toString())
            .setDepartment(grant.department())
            .setPeriod(period(grant.period()))
            .setState(GrantState.valueOf("GRANT_" + grant.stateAt(now)))
            .setGrantedAt(timestamp(grant.grantedAt()))
            .setGrantedBy(grant.grantedBy())
            .setRevision(grant.revision())
            .setComputeUnits(grant.computeUnits());
    if (grant.given() instanceof Allotment.Compute compute) {
      message.setCompute(compute(compute));
    } else if (grant.given() instanceof Allotment.Algorithm algorithm) {
      message.setAlgorithm(algorithm(algorithm));
    }
    grant
        .revocation()
        .ifPresent(
            word ->
                message
                    .setRevokedAt(timestamp(word.at()))
                    .setRevokedBy(word.by())
                    .setRevokeReason(word.reason()));
    return message.build();
  }

  static CheckApplicationResponse headroom(Headroom headroom) {
    CheckApplicationResponse.Builder message =
        CheckApplicationResponse.newBuilder()
            .setFits(headroom.fits())
            .setArithmetic(headroom.words())
            .setAsked(headroom.asked());
    for (Headroom.Span span : headroom.spans()) {
      ArithmeticSpan.Builder part =
          message
              .addSpansBuilder()
              .setFrom(timestamp(span.from()))
              .setUntil(timestamp(span.until()))
              .setAvailable(span.available())
              .setReserve(span.reserve())
              .setLeft(span.left());
      span.granted().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(e -> ArithmeticShare.newBuilder().setName(e.getKey()).setComputeUnits(e.getValue()))
          .forEach(part::addGranted);
    }
    return message.build();
  }

  static PlanTasksResponse plan(Planner.Plan plan) {
    return PlanTasksResponse.newBuilder()
        .setWords(plan.words())
        .setComputeUnits(plan.computeUnits())
        .setComputeUnitsPerCamera(plan.perCamera())
        .setCamerasContinuously(plan.camerasContinuously())
        .setCamerasOnPatrol(plan.camerasOnPatrol())
        .setComputeUnitsOnPatrol(plan.computeUnitsOnPatrol())
        .build();
  }

  static AuditRecord audit(AuditTable.Numbered numbered) {
    AuditEntry entry = numbered.entry();
    return AuditRecord.newBuilder()
        .setSeq(numbered.seq())
        .setAt(timestamp(entry.at()))
        .setActor(entry.actor())
        .setAction(entry.action())
        .setSubject(entry.subject())
        .setReason(entry.reason())
        .setBefore(entry.before())
        .setAfter(entry.after())
        .build();
  }

  private static ComputeAllotment compute(Allotment.Compute compute) {
    return ComputeAllotment.newBuilder()
        .setGuaranteed(compute.guaranteed())
        .setCeiling(compute.ceiling())
        .setPriority(compute.priority())
        .build();
  }

  private static AlgorithmAllotment algorithm(Allotment.Algorithm algorithm) {
    return AlgorithmAllotment.newBuilder()
        .setAlgorithm(algorithm.algorithm())
        .addAllCameraIds(algorithm.cameras().stream().map(CameraId::value).toList())
        .setFramesPerSecond(algorithm.framesPerSecond())
        .build();
  }

  private static GrantPeriod period(Period period) {
    return GrantPeriod.newBuilder()
        .setFrom(timestamp(period.from()))
        .setUntil(timestamp(period.until()))
        .build();
  }
}
