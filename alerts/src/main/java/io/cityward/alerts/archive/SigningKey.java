package io.cityward.alerts.archive;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The key that signs what leaves the book: Ed25519, made at its first use, in two files that only
 * their owner reads ({@code export-key.pem}) and that everybody may read ({@code export-key.pub}).
 */
public final class SigningKey {

  static final String ALGORITHM = "Ed25519";
  private static final String PRIVATE = "export-key.pem";
  private static final String PUBLIC = "export-key.pub";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final Path folder;
  private PrivateKey key;
  private PublicKeyText verifier;

  /**
   * Reads and makes nothing before the first use.
   *
   * @param folder where the key lies
   */
  public SigningKey(Path folder) {
    this.folder = folder;
  }

  /** What others need to check a signature. */
  synchronized PublicKeyText verifier() {
    open();
    return verifier;
  }

  /**
   * Signs some bytes.
   *
   * @throws CityException EXTERNAL_FAILED if the key cannot be read or made
   */
  synchronized byte[] sign(byte[] bytes) {
    open();
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  private void open() {
    if (key != null) {
      return;
    }
    try {
      if (!Files.exists(folder.resolve(PRIVATE))) {
        make();
      }
      String text = Files.readString(folder.resolve(PRIVATE), StandardCharsets.US_ASCII);
      byte[] der = Base64.getMimeDecoder().decode(text.replace(BEGIN, "").replace(END, "").strip());
      verifier = PublicKeyText.parse(Files.readString(folder.resolve(PUBLIC)));
      key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw failed(e);
    }
  }

  /** The public half first, so that a private one never stands alone. */
  private void make() throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    Files.writeString(folder.resolve(PUBLIC), PublicKeyText.of(pair.getPublic()).pem());
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    String pem = BEGIN + "\n" + lines.encodeToString(pair.getPrivate().getEncoded()) + "\n" + END;
    Path file = folder.resolve(PRIVATE);
    try {
      Files.createFile(file, ownerOnly());
      Files.writeString(file, pem + "\n", StandardCharsets.US_ASCII);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + " appeared meanwhile; try again", e);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private CityException failed(Exception e) {
    return new CityException(
        ErrorCode.EXTERNAL_FAILED, "signing key " + folder.resolve(PRIVATE) + ": " + reason(e), e);
  }

  /** A parser's words would quote what it read. */
  private static String reason(Exception e) {
    return e instanceof IOException ? e.toString() : "is no Ed25519 key in PKCS #8";
  }
}
