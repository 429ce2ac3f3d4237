package io.cityward.app.cameras;

import io.cityward.core.settings.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a column of an import may be; docs/cameras.md has the table. */
enum CsvColumn {
  ID("id", "编号", "摄像机编号"),
  NAME("name", "名称", "摄像机名称"),
  URL("url", "主码流", "主码流地址"),
  SUB_URL("sub_url", "子码流", "子码流地址"),
  USER("user", "用户名"),
  PASSWORD("password", "密码"),
  TRANSPORT("transport", "传输方式"),
  AREA("area", "区域"),
  PLACE("place", "地点"),
  LATITUDE("latitude", "纬度"),
  LONGITUDE("longitude", "经度"),
  DEPARTMENT("department", "部门", "责任部门"),
  SCENES("scenes", "场景"),
  ZONES("zones", "区域多边形"),
  PATROL_EVERY("patrol_every", "轮巡间隔"),
  PATROL_STAY("patrol_stay", "停留时长"),
  ENABLED("enabled", "启用"),
  INPUT_SIZE("input_size", "输入尺寸");

  private static final Map<String, CsvColumn> BY_NAME = new TreeMap<>();

  static {
    for (CsvColumn column : values()) {
      column.names.forEach(name -> BY_NAME.put(name, column));
    }
  }

  private final List<String> names;

  CsvColumn(String... names) {
    this.names = List.of(names);
  }

  /** By any of its names; capitals and spaces around do not matter. */
  static Optional<CsvColumn> named(String text) {
    return Optional.ofNullable(BY_NAME.get(plain(text)));
  }

  /** What to write in place of an unknown name. */
  static String expected(String text) {
    return DidYouMean.among(BY_NAME.keySet(), plain(text))
        .map(near -> "did you mean " + near + "?")
        .orElse("expected: some of " + String.join(", ", all()));
  }

  private static List<String> all() {
    return Arrays.stream(values()).map(CsvColumn::toString).toList();
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return names.get(0);
  }
}
