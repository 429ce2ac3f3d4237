package io.cityward.app;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How this program is started once more, beside itself. */
public final class OwnJvm {

  /** System properties that our libraries and we are told things by; none of them is a secret. */
  private static final List<String> HARMLESS =
      List.of(
          "-Dcityward.home=",
          "-Dai.djl.",
          "-DDJL_CACHE_DIR=",
          "-DOPT_OUT_TRACKING=",
          "-Dorg.bytedeco.",
          "-Djava.awt.headless=",
          "-Djava.io.tmpdir=",
          "-Djdk.console=");

  private OwnJvm() {}

  /** The same Java with the same flags and classes, and another command line of ours. */
  public static List<String> command(List<String> arguments) {
    List<String> command = java(flag -> true);
    command.addAll(List.of("-cp", classes(), Cityward.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /**
   * As {@link #command}, without system properties that it need not know. The classes are not in
   * it: it wants {@link #classes} as {@code CLASSPATH}. ONNX Runtime 1.29 goes through the command
   * line of its process recursively: some ten thousand characters overflow the stack of a thread.
   *
   * @param flags of the JVM, such as {@code -Xmx256m}; these win over the inherited ones
   */
  public static List<String> isolated(List<String> flags, List<String> arguments) {
    List<String> command = java(OwnJvm::harmless);
    command.addAll(flags);
    command.add(Cityward.class.getName());
    command.addAll(arguments);
    return command;
  }

  /** Where our classes are, also from another working folder. */
  public static String classes() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> java(Predicate<String> inherited) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(OwnJvm::mayBeSharedByTwo)
        .filter(inherited)
        .forEach(command::add);
    return command;
  }

  private static boolean harmless(String flag) {
    return !flag.startsWith("-D") || HARMLESS.stream().anyMatch(flag::startsWith);
  }

  /** Agents and debuggers listen on ports or write files of their own. */
  private static boolean mayBeSharedByTwo(String flag) {
    return Stream.of("-javaagent", "-agent", "-Xrun", "-XX:StartFlightRecording")
        .noneMatch(flag::startsWith);
  }
}
