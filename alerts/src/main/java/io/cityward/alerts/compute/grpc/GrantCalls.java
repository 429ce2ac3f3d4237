package io.cityward.alerts.compute.grpc;

import io.cityward.alerts.compute.Grant;
import io.cityward.alerts.compute.GrantId;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.alerts.grpc.Answers;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.grpc.Token;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.AuditTable;
import io.cityward.proto.v1.ListAuditRequest;
import io.cityward.proto.v1.ListAuditResponse;
import io.cityward.proto.v1.ListGrantsRequest;
import io.cityward.proto.v1.ListGrantsResponse;
import io.cityward.proto.v1.RevokeGrantRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls about grants, and about who changed what. */
final class GrantCalls {

  private static final GrantId NONE = new GrantId(1);

  private final ComputeBook book;

  GrantCalls(ComputeBook book) {
    this.book = book;
  }

  ListGrantsResponse list(ListGrantsRequest request) {
    RequestCheck check = new RequestCheck();
    Set<String> departments =
        ComputeRequests.departments(check, "departments", request.getDepartmentsList());
    Optional<Instant> activeAt =
        check.time("active_at", request.hasActiveAt(), request.getActiveAt());
    int size = check.pageSize(request.getPageSize());
    Object query = request.toBuilder().clearPageToken().clearPageSize().build();
    long before = check.pageToken(request.getPageToken(), query);
    check.done();
    List<Grant> page = book.grants(departments, activeAt, before, size + 1);
    Instant now = book.now();
    ListGrantsResponse.Builder response = ListGrantsResponse.newBuilder();
    page.stream()
        .limit(size)
        .map(grant -> ComputeWire.grant(grant, now))
        .forEach(response::addGrants);
    if (page.size() > size) {
      response.setNextPageToken(Token.page(page.get(size - 1).id().number(), query));
    }
    return response.build();
  }

  io.cityward.proto.v1.Grant revoke(RevokeGrantRequest request) {
    RequestCheck check = new RequestCheck();
    GrantId id = check.parsed("grant_id", NONE, () -> GrantId.parse(request.getGrantId()));
    long revision = ComputeRequests.revision(check, request.getRevision());
    String reason = ComputeRequests.reason(check, request.getReason(), 1);
    Command command = ComputeRequests.command(check, request.getIdempotencyKey());
    check.done();
    return ComputeWire.grant(Answers.of(book.revoke(id, revision, reason, command)), book.now());
  }

  ListAuditResponse audit(ListAuditRequest request) {
    RequestCheck check = new RequestCheck();
    String prefix = check.text("subject_prefix", request.getSubjectPrefix(), 0, 200);
    int size = check.pageSize(request.getPageSize());
    long below = check.pageToken(request.getPageToken(), prefix);
    check.done();
    List<AuditTable.Numbered> page = book.audit(prefix, below, size + 1);
    ListAuditResponse.Builder response = ListAuditResponse.newBuilder();
    page.stream().limit(size).map(ComputeWire::audit).forEach(response::addRecords);
    if (page.size() > size) {
      response.setNextPageToken(Token.page(page.get(size - 1).seq(), prefix));
    }
    return response.build();
  }
}
