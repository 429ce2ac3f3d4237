package io.cityward.app;

import java.lang.management.ManagementFactory;

/** What the native libraries must be told before their first class loads. */
final class NativeSettings {

  private NativeSettings() {}

  static void apply() {
    // Frames, packets and tensors live outside the heap. JavaCPP looks at the whole process, and
    // fails one allocation rather than let the machine kill everything.
    setDefault("org.bytedeco.javacpp.maxBytes", "0");
    setDefault("org.bytedeco.javacpp.maxPhysicalBytes", Long.toString(threeQuartersOfTheMemory()));
    setDefault("ai.djl.offline", "true");
    setDefault("ai.djl.onnx.disable_alternative", "true");
    setDefault("OPT_OUT_TRACKING", "true");
  }

  /** Of the machine, or of the container. */
  private static long threeQuartersOfTheMemory() {
    var machine =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return machine.getTotalMemorySize() / 4 * 3;
  }

  private static void setDefault(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
