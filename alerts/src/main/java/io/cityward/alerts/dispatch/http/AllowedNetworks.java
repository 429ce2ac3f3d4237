package io.cityward.alerts.dispatch.http;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses a configured URL may lead to. Public ones always; this machine, private networks,
 * link-local ones (where clouds keep their metadata) and groups only if a network names them, so
 * that a name which somebody else answers for does not open what lies behind the wall.
 *
 * @param networks in CIDR: {@code 10.20.0.0/16}, {@code fd00::/8}
 */
public record AllowedNetworks(List<Network> networks) {

  public static final AllowedNetworks PUBLIC_ONLY = new AllowedNetworks(List.of());

  public AllowedNetworks {
    networks = List.copyOf(networks);
  }

  public static AllowedNetworks parse(List<String> texts) {
    return new AllowedNetworks(texts.stream().map(Network::parse).toList());
  }

  /** Reads the key {@code networks}; absent: public addresses only. */
  public static AllowedNetworks read(Section section) {
    List<String> texts = section.texts("networks");
    return section.attempt(() -> parse(texts)).orElse(PUBLIC_ONLY);
  }

  /** Whether an address may be connected to. */
  public boolean allows(InetAddress address) {
    InetAddress plain = unmapped(address);
    return !inside(plain) || networks.stream().anyMatch(network -> network.contains(plain));
  }

  /** Addresses that lead to this machine or behind the city's own walls. */
  private static boolean inside(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || special(address.getAddress());
  }

  private static boolean special(byte[] a) {
    int first = a[0] & 0xff;
    int second = a[1] & 0xff;
    if (a.length == 16) {
      // fc00::/7 local; 64:ff9b::/96 and 2002::/16 carry IPv4 addresses of any kind.
      return (first & 0xfe) == 0xfc
          || (first == 0 && second == 0x64)
          || (first == 0x20 && second == 0x02);
    }
    return first == 0
        || first >= 224
        // 100.64/10: shared by providers' customers; 198.18/15: benchmarks; 192.0.0/24: protocols.
        || (first == 100 && second >= 64 && second < 128)
        || (first == 198 && (second & 0xfe) == 18)
        || (first == 192 && second == 0 && a[2] == 0);
  }

  private static InetAddress unmapped(InetAddress address) {
    if (!(address instanceof Inet6Address v6) || !v6.isIPv4CompatibleAddress()) {
      return address;
    }
    byte[] all = v6.getAddress();
    try {
      return v6.isAnyLocalAddress() || v6.isLoopbackAddress()
          ? address
          : InetAddress.getByAddress(new byte[] {all[12], all[13], all[14], all[15]});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /** The addresses whose first bits are the same. */
  public record Network(String text, byte[] address, int bits) {

    private static final String EXPECTED = "a network, such as 10.20.0.0/16 or fd00::/8";

    /**
     * @throws CityException INVALID if it is none
     */
    public static Network parse(String text) {
      String[] parts = text.split("/", -1);
      // Only digits and colons: a name would be looked up.
      if (parts.length != 2
          || !parts[0].matches("[0-9.]+|[0-9A-Fa-f:]+:[0-9A-Fa-f:.]*")
          || !parts[1].matches("[0-9]{1,3}")) {
        throw CityException.invalid("networks", text, EXPECTED);
      }
      try {
        byte[] address = InetAddress.getByName(parts[0]).getAddress();
        int bits = Integer.parseInt(parts[1]);
        if (bits > address.length * 8) {
          throw CityException.invalid("networks", text, EXPECTED);
        }
        return new Network(text, address, bits);
      } catch (UnknownHostException e) {
        throw CityException.invalid("networks", text, EXPECTED);
      }
    }

    boolean contains(InetAddress other) {
      byte[] bytes = other.getAddress();
      if (bytes.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((bytes[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Network network && network.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
