package io.cityward.alerts.compute.grpc;

import io.cityward.alerts.compute.ComputeDepartment;
import io.cityward.alerts.compute.DepartmentShare;
import io.cityward.alerts.compute.Member;
import io.cityward.alerts.compute.Member.Role;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.alerts.grpc.Answers;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.grpc.Token;
import io.cityward.alerts.registry.Command;
import io.cityward.proto.v1.CreateDepartmentRequest;
import io.cityward.proto.v1.DeleteDepartmentRequest;
import io.cityward.proto.v1.DeleteDepartmentResponse;
import io.cityward.proto.v1.Department;
import io.cityward.proto.v1.ListDepartmentsRequest;
import io.cityward.proto.v1.ListDepartmentsResponse;
import io.cityward.proto.v1.ListMembersRequest;
import io.cityward.proto.v1.ListMembersResponse;
import io.cityward.proto.v1.RemoveMemberRequest;
import io.cityward.proto.v1.RemoveMemberResponse;
import io.cityward.proto.v1.RenameDepartmentRequest;
import io.cityward.proto.v1.SetMemberRequest;
import java.util.List;
import java.util.Map;

/** The calls about departments and their members. */
final class DepartmentCalls {

  private static final Member NOBODY = new Member("", "x", Role.MEMBER);
  private static final ComputeDepartment NONE =
      ComputeDepartment.fixed("x", "x", ComputeDepartment.Origin.REGISTERED);

  private final ComputeBook book;

  DepartmentCalls(ComputeBook book) {
    this.book = book;
  }

  ListDepartmentsResponse list(ListDepartmentsRequest request) {
    RequestCheck check = new RequestCheck();
    int size = check.pageSize(request.getPageSize());
    long skip = check.skip(request.getPageToken(), "departments");
    check.done();
    Map<String, DepartmentShare> shares = book.activeShares(book.now());
    List<ComputeDepartment> all = book.departments().all();
    ListDepartmentsResponse.Builder response = ListDepartmentsResponse.newBuilder();
    all.stream()
        .skip(skip)
        .limit(size)
        .map(department -> ComputeWire.department(department, shares))
        .forEach(response::addDepartments);
    if (skip + size < all.size()) {
      response.setNextPageToken(Token.page(skip + size, "departments"));
    }
    return response.build();
  }

  Department create(CreateDepartmentRequest request) {
    RequestCheck check = new RequestCheck();
    ComputeDepartment wanted = named(check, request.getDepartmentId(), request.getName());
    Command command = ComputeRequests.command(check, request.getIdempotencyKey());
    check.done();
    return withShare(Answers.of(book.departments().create(wanted.id(), wanted.name(), command)));
  }

  Department rename(RenameDepartmentRequest request) {
    RequestCheck check = new RequestCheck();
    ComputeDepartment wanted = named(check, request.getDepartmentId(), request.getName());
    Command command = ComputeRequests.command(check, request.getIdempotencyKey());
    check.done();
    return withShare(
        Answers.of(
            book.departments().rename(wanted.id(), wanted.name(), request.getRevision(), command)));
  }

  DeleteDepartmentResponse delete(DeleteDepartmentRequest request) {
    RequestCheck check = new RequestCheck();
    String id = ComputeRequests.department(check, "department_id", request.getDepartmentId());
    Command command = ComputeRequests.command(check, request.getIdempotencyKey());
    check.done();
    Answers.of(book.departments().delete(id, command));
    return DeleteDepartmentResponse.getDefaultInstance();
  }

  ListMembersResponse members(ListMembersRequest request) {
    RequestCheck check = new RequestCheck();
    String id = ComputeRequests.department(check, "department_id", request.getDepartmentId());
    int size = check.pageSize(request.getPageSize());
    long skip = check.skip(request.getPageToken(), "members " + id);
    check.done();
    List<Member> all = book.departments().members(id);
    ListMembersResponse.Builder response = ListMembersResponse.newBuilder();
    all.stream().skip(skip).limit(size).map(ComputeWire::member).forEach(response::addMembers);
    if (skip + size < all.size()) {
      response.setNextPageToken(Token.page(skip + size, "members " + id));
    }
    return response.build();
  }

  io.cityward.proto.v1.Member set(SetMemberRequest request) {
    RequestCheck check = new RequestCheck();
    io.cityward.proto.v1.Member wanted = request.getMember();
    String id = ComputeRequests.department(check, "member.department", wanted.getDepartment());
    Role role =
        check.parsed(
            "member.role",
            Role.MEMBER,
            () -> RequestCheck.choice(wanted.getRole(), "MEMBER_", Role.class));
    Member member = check.nested("member", NOBODY, () -> new Member(id, wanted.getUser(), role));
    Command command = ComputeRequests.command(check, request.getIdempotencyKey());
    check.done();
    return ComputeWire.member(Answers.of(book.departments().put(member, command)));
  }

  RemoveMemberResponse remove(RemoveMemberRequest request) {
    RequestCheck check = new RequestCheck();
    String id = ComputeRequests.department(check, "department_id", request.getDepartmentId());
    Member member = check.nested("", NOBODY, () -> new Member(id, request.getUser(), Role.MEMBER));
    Command command = ComputeRequests.command(check, request.getIdempotencyKey());
    check.done();
    Answers.of(book.departments().remove(id, member.user(), command));
    return RemoveMemberResponse.getDefaultInstance();
  }

  private Department withShare(ComputeDepartment department) {
    return ComputeWire.department(department, book.activeShares(book.now()));
  }

  private static ComputeDepartment named(RequestCheck check, String id, String name) {
    return check.nested(
        "", NONE, () -> ComputeDepartment.fixed(id, name, ComputeDepartment.Origin.REGISTERED));
  }
}
