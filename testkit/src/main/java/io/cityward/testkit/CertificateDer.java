package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.util.NetUtil;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** As much of X.509 (RFC 5280, 4.1) in DER (X.690) as a test authority takes. */
final class CertificateDer {

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int OBJECT = 0x06;
  private static final int INTEGER = 0x02;
  private static final int BITS = 0x03;
  private static final int OCTETS = 0x04;
  private static final int TEXT = 0x0c;
  private static final int TIME = 0x18;
  private static final int BOOLEAN = 0x01;

  private static final byte[] ECDSA_WITH_SHA256 =
      of(SEQUENCE, of(OBJECT, bytes(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)));
  private static final byte[] COMMON_NAME = of(OBJECT, bytes(0x55, 0x04, 0x03));
  private static final byte[] ALTERNATIVE_NAME = of(OBJECT, bytes(0x55, 0x1d, 0x11));
  private static final byte[] BASIC_CONSTRAINTS = of(OBJECT, bytes(0x55, 0x1d, 0x13));

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private CertificateDer() {}

  /** To be signed: valid for a day, for the host's address or name. */
  static byte[] ofHost(String issuer, String host, Instant from, PublicKey key) {
    return content(issuer, host, from, Duration.ofDays(1), key, alternativeName(host));
  }

  /** To be signed: vouches for itself and for others, for a year. */
  static byte[] ofAuthority(String name, Instant from, PublicKey key) {
    byte[] yes = of(BOOLEAN, bytes(0xff));
    byte[] authority = of(SEQUENCE, BASIC_CONSTRAINTS, yes, of(OCTETS, of(SEQUENCE, yes)));
    return content(name, name, from, Duration.ofDays(365), key, authority);
  }

  static byte[] signed(byte[] content, byte[] signature) {
    return of(SEQUENCE, content, ECDSA_WITH_SHA256, of(BITS, bytes(0), signature));
  }

  private static byte[] content(
      String issuer, String subject, Instant from, Duration span, PublicKey key, byte[] extension) {
    return of(
        SEQUENCE,
        of(0xa0, of(INTEGER, bytes(2))),
        of(INTEGER, BigInteger.valueOf(System.nanoTime()).abs().toByteArray()),
        ECDSA_WITH_SHA256,
        name(issuer),
        of(SEQUENCE, time(from), time(from.plus(span))),
        name(subject),
        key.getEncoded(),
        of(0xa3, of(SEQUENCE, extension)));
  }

  private static byte[] name(String host) {
    return of(SEQUENCE, of(SET, of(SEQUENCE, COMMON_NAME, of(TEXT, host.getBytes(US_ASCII)))));
  }

  private static byte[] alternativeName(String host) {
    byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
    byte[] name = address == null ? of(0x82, host.getBytes(US_ASCII)) : of(0x87, address);
    return of(SEQUENCE, ALTERNATIVE_NAME, of(OCTETS, of(SEQUENCE, name)));
  }

  private static byte[] time(Instant moment) {
    return of(TIME, SECONDS.format(moment).getBytes(US_ASCII));
  }

  private static byte[] of(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (content.size() >= 0x100) {
      whole.write(0x82);
      whole.write(content.size() >> 8);
    } else if (content.size() >= 0x80) {
      whole.write(0x81);
    }
    whole.write(content.size());
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
