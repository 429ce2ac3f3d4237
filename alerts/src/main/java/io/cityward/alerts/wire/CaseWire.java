package io.cityward.alerts.wire;

import io.cityward.alerts.book.Regrouped;
import io.cityward.alerts.verdict.CalibrationHint;
import io.cityward.alerts.verdict.RejectCause;
import io.cityward.proto.v1.RegroupedCases;

/** Merged and split cases, causes and hints on the wire. */
public final class CaseWire {

  private CaseWire() {}

  public static RegroupedCases regrouped(Regrouped cases) {
    return RegroupedCases.newBuilder()
        .setKept(AlertWire.alert(cases.kept()))
        .setOther(AlertWire.alert(cases.other()))
        .build();
  }

  public static io.cityward.proto.v1.RejectCause cause(RejectCause cause) {
    return io.cityward.proto.v1.RejectCause.newBuilder()
        .setCode(cause.code())
        .setNameZh(cause.chinese())
        .setNameEn(cause.english())
        .setClutter(cause.clutter())
        .build();
  }

  public static io.cityward.proto.v1.CalibrationHint hint(CalibrationHint hint) {
    return io.cityward.proto.v1.CalibrationHint.newBuilder()
        .setDay(hint.day().toString())
        .setCameraId(hint.camera().value())
        .setScene(hint.scene())
        .setAt(CommonWire.timestamp(hint.at()))
        .setRejected(hint.rejected())
        .setJudged(hint.judged())
        .build();
  }
}
