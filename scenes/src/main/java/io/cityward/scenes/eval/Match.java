package io.cityward.scenes.eval;

import java.util.List;

/** Whether a claim is about an event, by the rules of the truth format. */
final class Match {

  private static final double LEAST_IOU = 0.3;

  /** How far from a true box a claimed path may pass, as a share of the picture. */
  private static final double PATH_TOLERANCE = 0.03;

  /** Share of the true times at which the path must pass. */
  private static final double PATH_SHARE = 0.5;

  private Match() {}

  /** Scene and times agree, and so do the places if the event has one. */
  static boolean matches(Claim claim, TruthEvent event) {
    return claim.scene().equals(event.scene()) && overlap(claim, event) && place(claim, event);
  }

  /** How well the places agree, to choose between several events: IoU, else 0. */
  static double closeness(Claim claim, TruthEvent event) {
    return event.box().map(claim.box()::iou).orElse(0.0);
  }

  /** Shared part of the true and the claimed time range, 0..1. */
  static double timeOverlap(Claim claim, TruthEvent event) {
    double shared = Math.min(claim.end(), event.end()) - Math.max(claim.start(), event.start());
    double union = Math.max(claim.end(), event.end()) - Math.min(claim.start(), event.start());
    return union <= 0 ? 0 : Math.max(0, shared) / union;
  }

  private static boolean overlap(Claim claim, TruthEvent event) {
    return claim.start() <= event.end() && claim.end() >= event.start();
  }

  private static boolean place(Claim claim, TruthEvent event) {
    if (!event.path().isEmpty()) {
      return followsPath(claim.path(), event.path());
    }
    if (event.box().isEmpty()) {
      return claim.zone().equals(event.zone());
    }
    return event.box().get().iou(claim.box()) >= LEAST_IOU
        || event.box().get().contains(claim.box().groundPoint());
  }

  private static boolean followsPath(List<PathPoint> claimed, List<PathPoint> truth) {
    long near = truth.stream().filter(point -> passes(claimed, point)).count();
    return near >= PATH_SHARE * truth.size();
  }

  /** Whether the claimed path, linear between its points, is near the true box at its time. */
  private static boolean passes(List<PathPoint> claimed, PathPoint truth) {
    for (int i = 0; i + 1 < claimed.size(); i++) {
      PathPoint a = claimed.get(i);
      PathPoint b = claimed.get(i + 1);
      if (a.t() <= truth.t() && truth.t() <= b.t()) {
        double part = b.t() > a.t() ? (truth.t() - a.t()) / (b.t() - a.t()) : 0;
        return distance(truth, between(a, b, part, true), between(a, b, part, false))
            <= PATH_TOLERANCE;
      }
    }
    return false;
  }

  private static double between(PathPoint a, PathPoint b, double part, boolean x) {
    double from = x ? a.box().centre().x() : a.box().centre().y();
    double to = x ? b.box().centre().x() : b.box().centre().y();
    return from + part * (to - from);
  }

  /** From a point to the true box; 0 inside it. */
  private static double distance(PathPoint truth, double x, double y) {
    double dx = Math.max(0, Math.max(truth.box().left() - x, x - truth.box().right()));
    double dy = Math.max(0, Math.max(truth.box().top() - y, y - truth.box().bottom()));
    return Math.hypot(dx, dy);
  }
}
