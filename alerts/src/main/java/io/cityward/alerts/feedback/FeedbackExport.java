package io.cityward.alerts.feedback;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.evidence.EvidenceStore;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.CityException;
import io.cityward.core.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes what operators judged as a labelled set: a ZIP with {@code images/}, {@code labels/} and
 * {@code classes.txt} as YOLO's tools read them, {@code annotations.json} as COCO's do, and {@code
 * manifest.csv}. Safe for any number of threads; one picture is in memory at a time.
 */
public final class FeedbackExport {

  /** More is a matter of several exports: of a month each, for one. */
  public static final int MOST_ALERTS = 10_000;

  /** A picture of 8K is a quarter of this. */
  private static final long LARGEST_PICTURE_BYTES = 32 << 20;

  private static final int PAGE = 500;

  /** A box around nearly everything says where nothing is. */
  private static final double LARGEST_BOX = 0.99;

  private final AlertStore store;
  private final EvidenceStore evidence;
  private final int most;

  public FeedbackExport(AlertStore store, EvidenceStore evidence) {
    this(store, evidence, MOST_ALERTS);
  }

  FeedbackExport(AlertStore store, EvidenceStore evidence, int most) {
    this.store = store;
    this.evidence = evidence;
    this.most = most;
  }

  /**
   * Writes the ZIP; the stream stays open.
   *
   * @throws CityException INVALID, before the first byte, if more than {@value #MOST_ALERTS} alerts
   *     match
   * @throws IOException if the stream takes no more
   */
  public FeedbackSummary write(FeedbackQuery query, OutputStream to) throws IOException {
    List<Judged> all = judged(query);
    TreeSet<String> scenes = new TreeSet<>();
    all.forEach(judged -> scenes.add(judged.scene()));
    FeedbackArchive archive = new FeedbackArchive(to, List.copyOf(scenes));
    for (Judged one : all) {
      add(archive, one);
    }
    return archive.finish();
  }

  /** The oldest first. */
  private List<Judged> judged(FeedbackQuery query) {
    List<Judged> all = new ArrayList<>();
    long before = Long.MAX_VALUE;
    List<Judged> page;
    do {
      long next = before;
      page = store.read(ledger -> page(ledger, query, next));
      // A rule says no more than the scene did.
      page.stream().filter(one -> !one.judgement().byRule()).forEach(all::add);
      if (all.size() > most) {
        throw CityException.invalid(
            "judged alerts",
            "more than " + most,
            "at most " + most + " in one export; ask for a camera, a scene or a shorter time");
      }
      before = page.isEmpty() ? 0 : page.get(page.size() - 1).alert().number();
    } while (page.size() == PAGE);
    all.sort(Comparator.comparing(Judged::alert));
    return all;
  }

  private static List<Judged> page(Ledger ledger, FeedbackQuery query, long before) {
    return ledger.alerts().page(query.filter(), before, PAGE).stream()
        .map(alert -> judged(ledger, alert))
        .toList();
  }

  private static Judged judged(Ledger ledger, Alert alert) {
    // The alert itself knows where it was seen last; the frame is of the first sighting.
    Optional<Sighting> first = ledger.sightings().page(alert.id(), 2, 1).stream().findFirst();
    return new Judged(
        alert.id(),
        alert.subject().camera(),
        alert.subject().scene(),
        alert.subject().eventCode(),
        alert.judgement(),
        alert.raisedAt(),
        first.map(Sighting::box).orElse(alert.box()),
        first.map(Sighting::score).orElse(alert.score()),
        frame(alert, first.flatMap(Sighting::finding)));
  }

  /** Of the very finding: an alert may have frames of several, by several cameras. */
  private static Optional<Evidence> frame(Alert alert, Optional<FindingId> finding) {
    return alert.evidence().stream()
        .filter(e -> e.kind() == Evidence.Kind.FRAME)
        .filter(e -> finding.map(e::shows).orElse(true))
        .findFirst();
  }

  private void add(FeedbackArchive archive, Judged judged) throws IOException {
    if (judged.box().area() > LARGEST_BOX) {
      archive.skip(judged, Skipped.NO_BOX);
      return;
    }
    if (judged.frame().isEmpty()) {
      archive.skip(judged, Skipped.NO_FRAME);
      return;
    }
    Evidence frame = judged.frame().get();
    Optional<Path> file = evidence.file(frame.path());
    if (file.isEmpty()) {
      archive.skip(judged, Skipped.GONE);
      return;
    }
    if (Files.size(file.get()) > LARGEST_PICTURE_BYTES) {
      archive.skip(judged, Skipped.TOO_LARGE);
      return;
    }
    byte[] jpeg = Files.readAllBytes(file.get());
    Optional<JpegSize> size = JpegSize.of(jpeg);
    if (!Sha256.of(jpeg).equals(frame.sha256())) {
      archive.skip(judged, Skipped.CHANGED);
    } else if (size.isEmpty()) {
      archive.skip(judged, Skipped.NO_JPEG);
    } else {
      archive.add(judged, jpeg, size.get());
    }
  }
}
