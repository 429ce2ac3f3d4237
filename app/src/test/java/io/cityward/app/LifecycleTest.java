package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  private final List<String> stopped = new ArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle();

  @Test
  void stopsInReverse() {
    lifecycle.onStop("store", () -> stopped.add("store"));
    lifecycle.onStop("server", () -> stopped.add("server"));
    lifecycle.close();
    assertThat(stopped).containsExactly("server", "store");
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthersFromStopping() {
    lifecycle.onStop("store", () -> stopped.add("store"));
    lifecycle.onStop(
        "server",
        () -> {
          throw new IllegalStateException("on purpose, by " + getClass().getSimpleName());
        });
    lifecycle.close();
    assertThat(stopped).containsExactly("store");
  }

  @Test
  void closingTwiceStopsOnce() {
    lifecycle.onStop("store", () -> stopped.add("store"));
    lifecycle.close();
    lifecycle.close();
    assertThat(stopped).containsExactly("store");
  }
}
