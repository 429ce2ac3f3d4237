package io.cityward.alerts.archive;

import io.cityward.core.CityException;
import io.cityward.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Checks an export: that its manifest is signed, and that its files are the ones that were signed
 * for, no more and no fewer. Nothing is unpacked.
 *
 * @param fingerprint of the key that the signature was checked with
 * @param problems in words; empty if the export is whole and genuine
 */
public record CaseCheck(CaseManifest manifest, String fingerprint, List<String> problems) {

  private static final List<String> OWN = List.of("manifest.json", "manifest.sig", "key.pub");
  private static final int MOST_FILES = 10_000;
  private static final int MOST_MANIFEST_BYTES = 16 << 20;
  private static final long MOST_BYTES = 64L << 30;

  /**
   * Checks a file.
   *
   * @param key that must have signed it; empty to take the one in the export, which proves that
   *     nothing was altered since the signature, and not who signed
   * @throws CityException INVALID if the file is no export of a case
   */
  public static CaseCheck of(Path file, Optional<PublicKeyText> key) {
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      if (zip.size() > MOST_FILES) {
        throw CityException.invalid(file + ": files", zip.size(), "at most " + MOST_FILES);
      }
      byte[] json = small(zip, file, "manifest.json");
      byte[] signature = small(zip, file, "manifest.sig");
      PublicKeyText own =
          PublicKeyText.parse(new String(small(zip, file, "key.pub"), StandardCharsets.US_ASCII));
      PublicKeyText trusted = key.orElse(own);
      List<String> problems = new ArrayList<>();
      if (!trusted.signed(json, signature)) {
        problems.add(
            "manifest.json is not signed by key "
                + trusted.fingerprint()
                + (trusted.equals(own) ? "" : "; the export carries key " + own.fingerprint()));
      }
      CaseManifest manifest = CaseManifest.parse(json);
      compare(zip, manifest, problems);
      return new CaseCheck(manifest, trusted.fingerprint(), List.copyOf(problems));
    } catch (ZipException e) {
      throw CityException.invalid("export", file, "a ZIP: " + e.getMessage());
    } catch (IOException e) {
      throw CityException.invalid("export", file, "a file that can be read: " + e.getMessage());
    }
  }

  private static byte[] small(ZipFile zip, Path file, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw CityException.invalid("export", file, "a case that Cityward exported, with " + name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MOST_MANIFEST_BYTES + 1);
      if (bytes.length > MOST_MANIFEST_BYTES) {
        throw CityException.invalid(name, "more bytes", "at most " + MOST_MANIFEST_BYTES);
      }
      return bytes;
    }
  }

  private static void compare(ZipFile zip, CaseManifest manifest, List<String> problems)
      throws IOException {
    Map<String, CaseManifest.Entry> wanted = new HashMap<>();
    for (CaseManifest.Entry entry : manifest.files()) {
      if (wanted.put(entry.name(), entry) != null) {
        problems.add(entry.name() + ": twice in the manifest");
      }
    }
    long left = MOST_BYTES;
    for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
      ZipEntry entry = entries.nextElement();
      if (OWN.contains(entry.getName())) {
        continue;
      }
      CaseManifest.Entry signed = wanted.remove(entry.getName());
      if (signed == null) {
        problems.add(entry.getName() + ": not in the manifest, or twice in the ZIP");
        continue;
      }
      left -= signed.bytes();
      if (left < 0) {
        throw CityException.invalid("export", "more bytes", "at most " + MOST_BYTES);
      }
      if (!hash(zip, entry, signed.bytes()).equals(signed.sha256())) {
        problems.add(entry.getName() + ": altered since the export");
      } else if (manifest.altered().contains(signed.name())) {
        problems.add(entry.getName() + ": had been altered before the export");
      }
    }
    wanted.keySet().stream().sorted().forEach(name -> problems.add(name + ": missing"));
  }

  /** Reads no more than was signed for, and one byte to notice more. */
  private static String hash(ZipFile zip, ZipEntry entry, long bytes) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = zip.getInputStream(entry)) {
      long left = bytes + 1;
      for (int read = 0; read >= 0 && left > 0; ) {
        read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read > 0) {
          digest.update(buffer, 0, read);
          left -= read;
        }
      }
    }
    return Sha256.hex(digest);
  }

  public boolean genuine() {
    return problems.isEmpty();
  }
}
