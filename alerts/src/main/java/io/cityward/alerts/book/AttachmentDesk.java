package io.cityward.alerts.book;

import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.attachment.Attachment;
import io.cityward.alerts.attachment.AttachmentOrder;
import io.cityward.alerts.attachment.AttachmentSettings;
import io.cityward.alerts.attachment.FileType;
import io.cityward.alerts.evidence.EvidenceStore;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.store.SupervisionTable;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Takes files to orders. A file is kept before it is in the book: a process that is killed between
 * the two leaves a file that nobody refers to, and never an entry without its file.
 */
public final class AttachmentDesk {

  private final AlertStore store;
  private final EvidenceStore evidence;
  private final OrderDeadlines deadlines;
  private final AttachmentSettings settings;
  private final Clock clock;
  private final Runnable afterCommit;
  private final Semaphore places;

  public AttachmentDesk(
      AlertStore store,
      EvidenceStore evidence,
      OrderDeadlines deadlines,
      AttachmentSettings settings,
      Clock clock,
      Runnable afterCommit) {
    this.store = store;
    this.evidence = evidence;
    this.deadlines = deadlines;
    this.settings = settings;
    this.clock = clock;
    this.afterCommit = afterCommit;
    this.places = new Semaphore(settings.uploads());
  }

  /**
   * What was made of the same request before; refuses what cannot be taken before its bytes come.
   *
   * @throws CityException NOT_FOUND for the order, INVALID for a size
   */
  public Outcome<Optional<Attachment>> before(AttachmentOrder order) {
    if (order.bytes() < 1 || order.bytes() > settings.mostBytes()) {
      throw CityException.invalid("bytes", order.bytes(), "1 to " + settings.mostBytes());
    }
    return store.read(
        ledger -> {
          WorkOrder about = ledger.orders().get(order.order());
          Optional<Attachment> made =
              ledger.followUp().attachments().find(order.order(), order.sha256());
          Optional<String> used = ledger.commands().find(about.id().toString(), order.key());
          if (used.isPresent() && !used.get().equals(request(order))) {
            return Once.run(
                ledger,
                about.id().toString(),
                order.key(),
                request(order),
                now(),
                () -> made,
                () -> new Outcome.Done<>(made));
          }
          return made.isPresent() ? new Outcome.Done<>(made) : room(ledger, order.order());
        });
  }

  /**
   * Takes a place among the uploads; give it back by {@link #done}.
   *
   * @throws CityException FULL
   */
  public void begin() {
    if (!places.tryAcquire()) {
      throw new CityException(
          ErrorCode.FULL, "uploads: " + settings.uploads() + " at once (expected: fewer)");
    }
  }

  public void done() {
    places.release();
  }

  /**
   * Keeps a file that has arrived. The same content twice for one order is kept once.
   *
   * @throws CityException INVALID when it is not what was announced, or of no type that is taken
   */
  public Outcome<Attachment> attach(AttachmentOrder order, Path file) {
    Instant now = now();
    FileType type = type(file);
    EvidenceStore.Kept kept =
        evidence.keep(
            new FindingId(order.order().toString()),
            type.suffix(),
            now,
            to -> Files.copy(file, to));
    if (kept.bytes() != order.bytes() || !kept.sha256().equals(order.sha256())) {
      forget(kept);
      throw CityException.invalid("sha256", kept.sha256(), order.sha256() + ", as announced");
    }
    Outcome<Optional<Attachment>> outcome =
        store.write(
            ledger ->
                Once.run(
                    ledger,
                    order.order().toString(),
                    order.key(),
                    request(order),
                    now,
                    () -> ledger.followUp().attachments().find(order.order(), order.sha256()),
                    () -> enter(ledger, order, type, kept, now)));
    if (outcome instanceof Outcome.Refused<Optional<Attachment>> refused) {
      forget(kept);
      return refused.of();
    }
    Attachment attachment = ((Outcome.Done<Optional<Attachment>>) outcome).value().orElseThrow();
    if (!attachment.path().equals(kept.path())) {
      forget(kept);
    }
    afterCommit.run();
    return new Outcome.Done<>(attachment);
  }

  private Outcome<Optional<Attachment>> enter(
      Ledger ledger, AttachmentOrder order, FileType type, EvidenceStore.Kept kept, Instant now) {
    Optional<Attachment> same = ledger.followUp().attachments().find(order.order(), order.sha256());
    if (same.isPresent()) {
      return new Outcome.Done<>(same);
    }
    Outcome<Optional<Attachment>> room = room(ledger, order.order());
    if (room instanceof Outcome.Refused) {
      return room;
    }
    Attachment attachment =
        new Attachment(
            ledger.followUp().attachments().nextId(),
            order.order(),
            order.fileName(),
            type,
            kept.bytes(),
            kept.sha256(),
            kept.path(),
            order.note(),
            now,
            order.actor());
    ledger.followUp().attachments().insert(attachment);
    WorkOrder about = ledger.orders().get(order.order());
    deadlines.of(ledger, about, now);
    ledger.followUp().supervision().count(about.id(), SupervisionTable.Count.ATTACHMENTS);
    String note = order.note().isEmpty() ? "" : ": " + order.note();
    OrderDeadlines.remark(
        ledger,
        about,
        order.actor(),
        now,
        "attached " + attachment.id() + ", " + order.fileName() + note);
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, about.id());
    return new Outcome.Done<>(Optional.of(attachment));
  }

  private Outcome<Optional<Attachment>> room(Ledger ledger, OrderId order) {
    int there = ledger.followUp().attachments().count(order);
    return there < settings.most()
        ? new Outcome.Done<>(Optional.empty())
        : new Outcome.Refused<>(
            Outcome.Refusal.TOO_MANY_ATTACHMENTS,
            order + ": has " + there + " attachments (expected: at most " + settings.most() + ")",
            Map.of("attachments", Integer.toString(there)));
  }

  private FileType type(Path file) {
    Optional<FileType> type;
    try (InputStream in = Files.newInputStream(file)) {
      type = FileType.of(in.readNBytes(FileType.HEAD_BYTES));
    } catch (IOException e) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, "upload: cannot be read: " + e, e);
    }
    if (type.isEmpty() || !settings.types().contains(type.get())) {
      throw CityException.invalid(
          "content",
          type.map(t -> t.name().toLowerCase(Locale.ROOT)).orElse("something else"),
          "one of "
              + new TreeSet<>(settings.types())
                  .stream()
                      .map(t -> t.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(", ")));
    }
    return type.get();
  }

  /** What is in no book; a file that cannot be removed takes room, no more. */
  private void forget(EvidenceStore.Kept kept) {
    evidence.file(kept.path()).ifPresent(file -> file.toFile().delete());
  }

  private static String request(AttachmentOrder order) {
    return "ATTACH " + order.sha256();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
