package io.cityward.alerts.compute;

import io.cityward.core.CameraId;
import java.util.Comparator;

/** The order of cameras. */
final class ById {

  static final Comparator<CameraId> ORDER = Comparator.comparing(CameraId::value);

  private ById() {}
}
