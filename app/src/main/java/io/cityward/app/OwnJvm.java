package io.cityward.app;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How this program is started once more, beside itself. */
public final class OwnJvm {

  private OwnJvm() {}

  /** The same Java with the same flags and classes, and another command line of ours. */
  public static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(OwnJvm::mayBeSharedByTwo)
        .forEach(command::add);
    String classes = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", classes, Cityward.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Agents and debuggers listen on ports or write files of their own. */
  private static boolean mayBeSharedByTwo(String flag) {
    return Stream.of("-javaagent", "-agent", "-Xrun", "-XX:StartFlightRecording")
        .noneMatch(flag::startsWith);
  }
}
