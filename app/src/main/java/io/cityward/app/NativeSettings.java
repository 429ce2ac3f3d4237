package io.cityward.app;

/** What the native libraries must be told before their first class loads. */
final class NativeSettings {

  private NativeSettings() {}

  static void apply() {
    // Frames, packets and tensors live outside the heap; JavaCPP counts the whole process.
    setDefault("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    setDefault("org.bytedeco.javacpp.maxBytes", "0");
    setDefault("ai.djl.offline", "true");
    setDefault("ai.djl.onnx.disable_alternative", "true");
    setDefault("OPT_OUT_TRACKING", "true");
    // Armeria looks for a newer self and for the local host's name otherwise.
    setDefault("com.linecorp.armeria.reportBlockedEventLoop", "false");
  }

  private static void setDefault(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
