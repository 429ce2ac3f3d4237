package io.cityward.app.server;

import io.cityward.alerts.algorithm.RoleAction;
import io.cityward.alerts.algorithm.Roles;
import io.cityward.alerts.algorithm.ShadowBook;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.grpc.Answers;
import io.cityward.alerts.grpc.GrpcErrors;
import io.cityward.app.algorithms.AlgorithmDesk;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.proto.v1.AbortUploadRequest;
import io.cityward.proto.v1.AbortUploadResponse;
import io.cityward.proto.v1.Algorithm;
import io.cityward.proto.v1.AlgorithmServiceGrpc;
import io.cityward.proto.v1.AlgorithmVersion;
import io.cityward.proto.v1.AppendUploadRequest;
import io.cityward.proto.v1.CompareVersionsRequest;
import io.cityward.proto.v1.Comparison;
import io.cityward.proto.v1.DataSet;
import io.cityward.proto.v1.DeleteVersionRequest;
import io.cityward.proto.v1.FinishUploadRequest;
import io.cityward.proto.v1.GetAlgorithmRequest;
import io.cityward.proto.v1.GetVersionRequest;
import io.cityward.proto.v1.ListAlgorithmsRequest;
import io.cityward.proto.v1.ListAlgorithmsResponse;
import io.cityward.proto.v1.ListComparisonsRequest;
import io.cityward.proto.v1.ListComparisonsResponse;
import io.cityward.proto.v1.ListDataSetsRequest;
import io.cityward.proto.v1.ListDataSetsResponse;
import io.cityward.proto.v1.ListShadowFindingsRequest;
import io.cityward.proto.v1.ListShadowFindingsResponse;
import io.cityward.proto.v1.RetryTrialRequest;
import io.cityward.proto.v1.RoleRequest;
import io.cityward.proto.v1.RollBackRequest;
import io.cityward.proto.v1.StartCanaryRequest;
import io.cityward.proto.v1.Upload;
import io.cityward.proto.v1.UploadPackRequest;
import io.cityward.proto.v1.UploadStart;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** {@code AlgorithmService}: the algorithm repository over gRPC. Its handlers block. */
public final class AlgorithmGrpcService extends AlgorithmServiceGrpc.AlgorithmServiceImplBase {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  private final AlgorithmDesk desk;
  private final ShadowBook shadows;
  private final AlgorithmCommands commands;

  /**
   * @param cameras whether there is such a camera
   */
  public AlgorithmGrpcService(AlgorithmDesk desk, ShadowBook shadows, Predicate<CameraId> cameras) {
    this.desk = desk;
    this.shadows = shadows;
    this.commands = new AlgorithmCommands(desk, cameras);
  }

  @Override
  public void listAlgorithms(
      ListAlgorithmsRequest request, StreamObserver<ListAlgorithmsResponse> responses) {
    GrpcErrors.answer(
        responses,
        () -> {
          ListAlgorithmsResponse.Builder response = ListAlgorithmsResponse.newBuilder();
          desk.book().all().forEach(algorithm -> response.addAlgorithms(message(algorithm)));
          return response.build();
        });
  }

  @Override
  public void getAlgorithm(GetAlgorithmRequest request, StreamObserver<Algorithm> responses) {
    GrpcErrors.answer(responses, () -> message(desk.book().get(VersionId.name(request.getName()))));
  }

  @Override
  public void getVersion(GetVersionRequest request, StreamObserver<AlgorithmVersion> responses) {
    GrpcErrors.answer(
        responses,
        () -> {
          VersionId id = AlgorithmCommands.id(request.getAlgorithm(), request.getVersion());
          return message(desk.book().version(id)).toBuilder()
              .setManifest(desk.manifest(id))
              .build();
        });
  }

  @Override
  public void deleteVersion(DeleteVersionRequest request, StreamObserver<Algorithm> responses) {
    roles(responses, () -> commands.delete(request));
  }

  @Override
  public StreamObserver<UploadPackRequest> uploadPack(StreamObserver<AlgorithmVersion> responses) {
    return new PackUpload(desk, responses, this::message);
  }

  @Override
  public void beginUpload(UploadStart request, StreamObserver<Upload> responses) {
    GrpcErrors.answer(
        responses,
        () -> AlgorithmMessages.of(Answers.of(desk.begin(AlgorithmCommands.order(request)))));
  }

  @Override
  public void appendUpload(AppendUploadRequest request, StreamObserver<Upload> responses) {
    GrpcErrors.answer(
        responses,
        () ->
            AlgorithmMessages.of(
                desk.append(
                    request.getUploadId(),
                    request.getOffset(),
                    request.getChunk().asReadOnlyByteBuffer())));
  }

  @Override
  public void finishUpload(
      FinishUploadRequest request, StreamObserver<AlgorithmVersion> responses) {
    GrpcErrors.answer(responses, () -> message(Answers.of(desk.finish(request.getUploadId()))));
  }

  @Override
  public void abortUpload(
      AbortUploadRequest request, StreamObserver<AbortUploadResponse> responses) {
    GrpcErrors.answer(
        responses,
        () -> {
          desk.abort(request.getUploadId());
          return AbortUploadResponse.getDefaultInstance();
        });
  }

  @Override
  public void retryTrial(RetryTrialRequest request, StreamObserver<AlgorithmVersion> responses) {
    GrpcErrors.answer(responses, () -> message(commands.retry(request)));
  }

  @Override
  public void activate(RoleRequest request, StreamObserver<Algorithm> responses) {
    roles(responses, () -> commands.change(request, RoleAction.Activate::new));
  }

  @Override
  public void rollBack(RollBackRequest request, StreamObserver<Algorithm> responses) {
    roles(responses, () -> commands.rollBack(request));
  }

  @Override
  public void startCanary(StartCanaryRequest request, StreamObserver<Algorithm> responses) {
    roles(responses, () -> commands.startCanary(request));
  }

  @Override
  public void stopCanary(RoleRequest request, StreamObserver<Algorithm> responses) {
    roles(responses, () -> commands.change(request, RoleAction.StopCanary::new));
  }

  @Override
  public void startShadow(RoleRequest request, StreamObserver<Algorithm> responses) {
    roles(responses, () -> commands.change(request, RoleAction.StartShadow::new));
  }

  @Override
  public void stopShadow(RoleRequest request, StreamObserver<Algorithm> responses) {
    roles(responses, () -> commands.change(request, RoleAction.StopShadow::new));
  }

  @Override
  public void listShadowFindings(
      ListShadowFindingsRequest request, StreamObserver<ListShadowFindingsResponse> responses) {
    GrpcErrors.answer(responses, () -> findings(request));
  }

  @Override
  public void listDataSets(
      ListDataSetsRequest request, StreamObserver<ListDataSetsResponse> responses) {
    GrpcErrors.answer(
        responses,
        () -> {
          ListDataSetsResponse.Builder response = ListDataSetsResponse.newBuilder();
          desk.dataSets()
              .forEach(
                  (name, pictures) ->
                      response.addDataSets(
                          DataSet.newBuilder().setName(name).setPictures(pictures)));
          return response.build();
        });
  }

  @Override
  public void compareVersions(
      CompareVersionsRequest request, StreamObserver<Comparison> responses) {
    GrpcErrors.answer(responses, () -> AlgorithmMessages.of(commands.compare(request)));
  }

  @Override
  public void listComparisons(
      ListComparisonsRequest request, StreamObserver<ListComparisonsResponse> responses) {
    GrpcErrors.answer(responses, () -> comparisons(request));
  }

  private ListShadowFindingsResponse findings(ListShadowFindingsRequest request) {
    VersionId version = shadowOf(request);
    int size = size(request.getPageSize());
    ShadowBook.Page page =
        shadows.page(version, below(request.getPageToken()), size, request.getOnlyShadow());
    ListShadowFindingsResponse.Builder response =
        ListShadowFindingsResponse.newBuilder()
            .setBoth(page.comparison().both())
            .setOnlyActive(page.comparison().onlyActive())
            .setOnlyShadow(page.comparison().onlyShadow());
    page.findings()
        .forEach(
            numbered ->
                response.addFindings(AlgorithmMessages.of(numbered.finding(), page.comparison())));
    if (page.next() > 0) {
      response.setNextPageToken(Long.toString(page.next()));
    }
    return response.build();
  }

  private VersionId shadowOf(ListShadowFindingsRequest request) {
    String name = VersionId.name(request.getAlgorithm());
    String version = request.getVersion();
    return version.isEmpty()
        ? new VersionId(
            name,
            desk.book()
                .get(name)
                .roles()
                .shadow()
                .orElseThrow(
                    () ->
                        CityException.invalid(
                            "version", "empty", "one, as " + name + " has no shadow now")))
        : new VersionId(name, version);
  }

  private ListComparisonsResponse comparisons(ListComparisonsRequest request) {
    String name = VersionId.name(request.getAlgorithm());
    int size = size(request.getPageSize());
    List<io.cityward.alerts.algorithm.Comparison> page =
        desk.comparisons(name, below(request.getPageToken()), size + 1);
    ListComparisonsResponse.Builder response = ListComparisonsResponse.newBuilder();
    page.stream().limit(size).map(AlgorithmMessages::of).forEach(response::addComparisons);
    if (page.size() > size) {
      response.setNextPageToken(Long.toString(page.get(size - 1).number()));
    }
    return response.build();
  }

  private void roles(
      StreamObserver<Algorithm> responses,
      Supplier<io.cityward.alerts.algorithm.Algorithm> change) {
    GrpcErrors.answer(responses, () -> message(change.get()));
  }

  private Algorithm message(io.cityward.alerts.algorithm.Algorithm algorithm) {
    return AlgorithmMessages.of(algorithm, desk.book().versions(algorithm.name()));
  }

  private AlgorithmVersion message(io.cityward.alerts.algorithm.AlgorithmVersion version) {
    Roles roles = desk.of(version.id().algorithm());
    return AlgorithmMessages.of(version, roles);
  }

  private static int size(int asked) {
    if (asked < 0 || asked > LARGEST_PAGE) {
      throw CityException.invalid("page_size", asked, "1 to " + LARGEST_PAGE + ", or 0");
    }
    return asked == 0 ? USUAL_PAGE : asked;
  }

  /** Where a list goes on. Numbers of this algorithm's rows are no secret. */
  private static long below(String token) {
    if (token.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (!token.matches("[0-9]{1,18}")) {
      throw CityException.invalid(
          "page_token", "another text", "a token that this server gave out");
    }
    return Long.parseLong(token);
  }
}
