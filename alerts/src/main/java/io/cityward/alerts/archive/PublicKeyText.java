package io.cityward.alerts.archive;

import io.cityward.core.CityException;
import io.cityward.core.Sha256;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A public key as people hand it on: PEM, and a fingerprint to compare by eye or phone. */
public record PublicKeyText(PublicKey key) {

  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  static PublicKeyText of(PublicKey key) {
    return new PublicKeyText(key);
  }

  /**
   * Reads a PEM file's text.
   *
   * @throws CityException INVALID if it is no Ed25519 public key
   */
  public static PublicKeyText parse(String pem) {
    try {
      String body = pem.replace(BEGIN, "").replace(END, "").strip();
      byte[] der = Base64.getMimeDecoder().decode(body);
      return new PublicKeyText(
          KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw CityException.invalid("public key", "a text", "an Ed25519 public key as PEM");
    }
  }

  String pem() {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return BEGIN + "\n" + lines.encodeToString(key.getEncoded()) + "\n" + END + "\n";
  }

  /** SHA-256 of the key, lower-case hex. */
  public String fingerprint() {
    return Sha256.of(key.getEncoded());
  }

  boolean signed(byte[] bytes, byte[] by) {
    try {
      Signature signature = Signature.getInstance(SigningKey.ALGORITHM);
      signature.initVerify(key);
      signature.update(bytes);
      return signature.verify(by);
    } catch (SignatureException | InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 15 has Ed25519", e);
    }
  }
}
