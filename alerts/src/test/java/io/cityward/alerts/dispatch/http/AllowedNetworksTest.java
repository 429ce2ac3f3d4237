package io.cityward.alerts.dispatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedNetworksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "::10.0.0.1",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::"
      })
  void keepsOutOfWhatLiesBehindTheWall(String address) throws Exception {
    assertThat(AllowedNetworks.PUBLIC_ONLY.allows(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.15.0.1", "172.32.0.1", "2400:3200::1"})
  void reachesPublicAddresses(String address) throws Exception {
    assertThat(AllowedNetworks.PUBLIC_ONLY.allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void opensTheNetworksThatItIsTold() throws Exception {
    AllowedNetworks networks = AllowedNetworks.parse(List.of("10.20.0.0/15", "fd12::/16"));
    assertThat(networks.allows(InetAddress.getByName("10.21.255.1"))).isTrue();
    assertThat(networks.allows(InetAddress.getByName("10.22.0.1"))).isFalse();
    assertThat(networks.allows(InetAddress.getByName("fd12:3::1"))).isTrue();
    assertThat(networks.allows(InetAddress.getByName("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "localhost/8", "10.0.0/8/8", "::/129", "a/8"})
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> AllowedNetworks.parse(List.of(text)))
        .hasMessageContaining("networks: " + text);
  }
}
