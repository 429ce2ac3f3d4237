package io.cityward.alerts.wire;

import com.google.protobuf.Timestamp;
import io.cityward.alerts.alert.Place;
import io.cityward.core.Box;
import java.time.Instant;

/** Times, places and boxes as messages. */
public final class CommonWire {

  private CommonWire() {}

  public static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  public static io.cityward.proto.v1.Place place(Place place) {
    return io.cityward.proto.v1.Place.newBuilder()
        .setId(place.id())
        .setName(place.name())
        .setArea(place.area())
        .setLatitude(place.latitude())
        .setLongitude(place.longitude())
        .build();
  }

  static io.cityward.proto.v1.Box box(Box box) {
    return io.cityward.proto.v1.Box.newBuilder()
        .setLeft(box.left())
        .setTop(box.top())
        .setRight(box.right())
        .setBottom(box.bottom())
        .build();
  }
}
