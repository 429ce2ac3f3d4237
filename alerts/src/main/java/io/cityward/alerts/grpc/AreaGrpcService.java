package io.cityward.alerts.grpc;

import io.cityward.alerts.area.Area;
import io.cityward.alerts.area.AreaBook;
import io.cityward.alerts.area.AreaFile;
import io.cityward.alerts.area.AreaImport;
import io.cityward.alerts.area.AreaLevel;
import io.cityward.alerts.store.AlertStore;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.proto.v1.AreaServiceGrpc;
import io.cityward.proto.v1.DeleteAreaRequest;
import io.cityward.proto.v1.DeleteAreaResponse;
import io.cityward.proto.v1.GetAreaRequest;
import io.cityward.proto.v1.ImportAreasRequest;
import io.cityward.proto.v1.ImportAreasResponse;
import io.cityward.proto.v1.ListAreasRequest;
import io.cityward.proto.v1.ListAreasResponse;
import io.cityward.proto.v1.LocateAreasRequest;
import io.cityward.proto.v1.LocateAreasResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;

/** {@code AreaService}: imports, shows and removes areas. */
public final class AreaGrpcService extends AreaServiceGrpc.AreaServiceImplBase {

  private final AlertStore store;
  private final AreaBook areas;

  public AreaGrpcService(AlertStore store, AreaBook areas) {
    this.store = store;
    this.areas = areas;
  }

  @Override
  public void importAreas(
      ImportAreasRequest request, StreamObserver<ImportAreasResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          AreaFile.Degrees degrees =
              check.parsed(
                  "degrees",
                  AreaFile.Degrees.WGS_84,
                  () ->
                      RequestCheck.choice(
                          request.getDegrees(), "DEGREES_", AreaFile.Degrees.class));
          check.done();
          AreaFile file = AreaFile.parse(request.getGeojson().toByteArray(), degrees);
          return message(
              areas.take(file, request.getWhole(), request.getDryRun(), Actor.current()));
        });
  }

  @Override
  public void listAreas(ListAreasRequest request, StreamObserver<ListAreasResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          Set<AreaLevel> levels =
              check.each(
                  "levels",
                  request.getLevelsList(),
                  level -> RequestCheck.choice(level, "AREA_", AreaLevel.class));
          int size = check.pageSize(request.getPageSize());
          Object query = List.of(request.getLevelsValueList(), request.getCodePrefix());
          long skipped = check.skip(request.getPageToken(), query);
          check.done();
          List<Area> wanted =
              areas.list().stream()
                  .filter(area -> levels.isEmpty() || levels.contains(area.level()))
                  .filter(area -> area.code().startsWith(request.getCodePrefix()))
                  .skip(skipped)
                  .limit(size + 1L)
                  .toList();
          ListAreasResponse.Builder response =
              ListAreasResponse.newBuilder().setRevision(areas.revision());
          wanted.stream().limit(size).map(a -> message(a, false)).forEach(response::addAreas);
          if (wanted.size() > size) {
            response.setNextPageToken(Token.page(skipped + size, query));
          }
          return response.build();
        });
  }

  @Override
  public void getArea(GetAreaRequest request, StreamObserver<io.cityward.proto.v1.Area> observer) {
    GrpcErrors.answer(
        observer,
        () ->
            message(
                store
                    .read(areas::current)
                    .find(request.getCode())
                    .orElseThrow(() -> CityException.notFound("area", request.getCode())),
                true));
  }

  @Override
  public void deleteArea(DeleteAreaRequest request, StreamObserver<DeleteAreaResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          var unused = Answers.of(areas.delete(request.getCode(), Actor.current()));
          return DeleteAreaResponse.getDefaultInstance();
        });
  }

  @Override
  public void locateAreas(
      LocateAreasRequest request, StreamObserver<LocateAreasResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          if (!(Math.abs(request.getLatitude()) <= 90)) {
            check.note("latitude", request.getLatitude(), "-90..90 degrees");
          }
          if (!(Math.abs(request.getLongitude()) <= 180)) {
            check.note("longitude", request.getLongitude(), "-180..180 degrees");
          }
          check.done();
          LocateAreasResponse.Builder response = LocateAreasResponse.newBuilder();
          store.read(areas::current).at(request.getLatitude(), request.getLongitude()).stream()
              .map(area -> message(area, false))
              .forEach(response::addAreas);
          return response.build();
        });
  }

  private io.cityward.proto.v1.Area message(Area area, boolean shape) {
    io.cityward.proto.v1.Area.Builder message =
        io.cityward.proto.v1.Area.newBuilder()
            .setCode(area.code())
            .setName(area.name())
            .setLevel(io.cityward.proto.v1.AreaLevel.valueOf("AREA_" + area.level()))
            .setParent(area.parent())
            .setDepartmentId(area.department())
            .setReadOnly(areas.filed(area.code()));
    if (shape) {
      message.setGeometry("{\"type\":\"MultiPolygon\",\"coordinates\":" + area.rings() + "}");
    }
    return message.build();
  }

  private static ImportAreasResponse message(AreaImport report) {
    return ImportAreasResponse.newBuilder()
        .addAllAdded(report.added())
        .addAllChanged(report.changed())
        .addAllRemoved(report.removed())
        .setUnchanged(report.unchanged())
        .addAllProblems(report.problems().stream().map(Problem::toString).toList())
        .setRevision(report.revision())
        .build();
  }
}
