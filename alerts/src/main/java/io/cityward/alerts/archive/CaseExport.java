package io.cityward.alerts.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.evidence.EvidenceStore;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.wire.AlertWire;
import io.cityward.alerts.wire.WorkOrderWire;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.Sha256;
import io.cityward.proto.v1.ExportedCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a case as a ZIP: {@code case.json} with the alert, the order, its history and all
 * sightings; {@code evidence/…}; {@code manifest.json} with the hash of each; {@code manifest.sig},
 * the manifest's signature; {@code key.pub}.
 */
public final class CaseExport {

  private static final int PAGE = 500;

  private final AlertStore store;
  private final EvidenceStore evidence;
  private final SigningKey key;
  private final Clock clock;

  public CaseExport(AlertStore store, EvidenceStore evidence, SigningKey key, Clock clock) {
    this.store = store;
    this.evidence = evidence;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Writes the case of an order.
   *
   * @return what was written
   * @throws io.cityward.core.CityException NOT_FOUND for the order; EXTERNAL_FAILED if there is no
   *     key to sign with
   * @throws IOException of the stream, or of a file of evidence
   */
  public CaseManifest write(OrderId id, String actor, OutputStream to) throws IOException {
    WorkOrder order = store.read(ledger -> ledger.orders().get(id));
    Alert alert = store.read(ledger -> ledger.alerts().get(order.alert()));
    List<Sighting> sightings = store.read(ledger -> sightings(ledger, alert.id()));
    PublicKeyText verifier = key.verifier();
    ZipOutputStream zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
    List<CaseManifest.Entry> files = new ArrayList<>();
    byte[] text = json(order, alert, sightings).getBytes(StandardCharsets.UTF_8);
    files.add(add(zip, "case.json", out -> out.write(text), Optional.empty()));
    List<String> missing = new ArrayList<>();
    for (Evidence kept : alert.evidence()) {
      Optional<Path> file = evidence.file(kept.path());
      String name = kept.path().substring(1);
      if (file.isEmpty()) {
        missing.add(name);
      } else {
        files.add(add(zip, name, out -> copy(file.get(), out), Optional.of(kept)));
      }
    }
    CaseManifest manifest =
        new CaseManifest(
            CaseManifest.FORMAT,
            id.toString(),
            alert.id().toString(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
            actor,
            files,
            missing);
    byte[] signed = manifest.json();
    put(zip, "manifest.json", signed);
    put(zip, "manifest.sig", key.sign(signed));
    put(zip, "key.pub", verifier.pem().getBytes(StandardCharsets.US_ASCII));
    zip.finish();
    note(order, actor, files.size());
    return manifest;
  }

  /** Who took a case out stands in its history. */
  private void note(WorkOrder order, String actor, int files) {
    String words = "exported with " + files + " files";
    var unused =
        store.write(
            ledger -> {
              WorkOrder now = ledger.orders().get(order.id());
              Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
              ledger
                  .orders()
                  .addHistory(now.id(), HistoryEntry.remark(at, actor, now.state(), words));
              ledger.events().append(EventLog.Kind.ORDER_CHANGED, now.id());
              return now;
            });
  }

  private static List<Sighting> sightings(Ledger ledger, AlertId alert) {
    List<Sighting> all = new ArrayList<>();
    List<Sighting> page = ledger.sightings().page(alert, Long.MAX_VALUE, PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = ledger.sightings().page(alert, page.get(page.size() - 1).position(), PAGE);
    }
    return all;
  }

  private static String json(WorkOrder order, Alert alert, List<Sighting> sightings) {
    ExportedCase.Builder whole =
        ExportedCase.newBuilder()
            .setWorkOrder(WorkOrderWire.order(order))
            .setAlert(AlertWire.alert(alert));
    sightings.stream().map(AlertWire::sighting).forEach(whole::addSightings);
    try {
      return JsonFormat.printer().preservingProtoFieldNames().print(whole);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("no unknown types", e);
    }
  }

  private static void copy(Path file, OutputStream to) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(to);
    }
  }

  /** Writes a file's bytes. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static CaseManifest.Entry add(
      ZipOutputStream zip, String name, Content content, Optional<Evidence> kept)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    MessageDigest digest = Sha256.digest();
    Counting counting = new Counting(new DigestOutputStream(zip, digest));
    content.writeTo(counting);
    zip.closeEntry();
    return new CaseManifest.Entry(
        name,
        counting.bytes,
        Sha256.hex(digest),
        kept.map(Evidence::sha256).orElse(null),
        kept.map(e -> e.takenAt().toString()).orElse(null));
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Never closes what it writes to. */
  private static final class Counting extends OutputStream {

    private final OutputStream to;
    private long bytes;

    Counting(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int value) throws IOException {
      to.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] values, int from, int length) throws IOException {
      to.write(values, from, length);
      bytes += length;
    }
  }
}
