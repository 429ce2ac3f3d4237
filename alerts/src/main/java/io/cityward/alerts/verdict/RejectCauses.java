package io.cityward.alerts.verdict;

import io.cityward.alerts.alert.Judgement;
import io.cityward.core.CityException;
import java.util.ArrayList;
import java.util.List;

/** The causes of rejection, in the order in which they are offered; the last is {@code other}. */
public record RejectCauses(List<RejectCause> causes) {

  private static final RejectCause OTHER = new RejectCause(Judgement.OTHER, "其他", "Other", false);

  public static final RejectCauses DEFAULT =
      new RejectCauses(
          List.of(
              new RejectCause("clutter", "固定物误报", "A fixed thing that is no event", true),
              new RejectCause("wrong-object", "目标识别错误", "Taken for something else", false),
              new RejectCause("permitted", "允许的情形", "Permitted here and now", false),
              new RejectCause("gone", "已自行消除", "Gone before anybody could act", false),
              new RejectCause("zone", "区域划定有误", "The zone is drawn wrong", false),
              new RejectCause("picture", "画面问题", "Trouble with the picture", false),
              new RejectCause("test", "测试", "A test", false)));

  public RejectCauses {
    List<RejectCause> all = new ArrayList<>(causes);
    if (all.stream().noneMatch(cause -> cause.code().equals(Judgement.OTHER))) {
      all.add(OTHER);
    }
    List<String> codes = all.stream().map(RejectCause::code).toList();
    if (codes.stream().distinct().count() != codes.size()) {
      throw CityException.invalid("causes", codes, "each code once");
    }
    causes = List.copyOf(all);
  }

  /** Whether what was rejected for this cause will still be there. */
  public boolean clutter(String code) {
    return causes.stream().anyMatch(cause -> cause.code().equals(code) && cause.clutter());
  }

  /**
   * The code, if there is such a cause.
   *
   * @throws CityException INVALID, with those that there are
   */
  public String check(String code) {
    List<String> codes = causes.stream().map(RejectCause::code).toList();
    if (!codes.contains(code)) {
      throw CityException.invalid("cause_code", code, "one of " + String.join(", ", codes));
    }
    return code;
  }
}
