package io.cityward.app;

import io.cityward.app.command.AllCommand;
import io.cityward.app.command.BenchCommand;
import io.cityward.app.command.CameraSimCommand;
import io.cityward.app.command.CamerasCommand;
import io.cityward.app.command.CaseCommand;
import io.cityward.app.command.DemoCommand;
import io.cityward.app.command.DispatchCommand;
import io.cityward.app.command.EvalCommand;
import io.cityward.app.command.Failures;
import io.cityward.app.command.FeedbackCommand;
import io.cityward.app.command.PackTrialCommand;
import io.cityward.app.command.PicturesCommand;
import io.cityward.app.command.ProbeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 failed, 2 bad usage or bad configuration. */
@Command(
    name = "cityward",
    mixinStandardHelpOptions = true,
    versionProvider = Cityward.Version.class,
    description = "Watches a city's own cameras and gets each event handled.",
    subcommands = {
      DemoCommand.class,
      AllCommand.class,
      CameraSimCommand.class,
      ProbeCommand.class,
      EvalCommand.class,
      CamerasCommand.class,
      FeedbackCommand.class,
      CaseCommand.class,
      DispatchCommand.class,
      BenchCommand.class,
      PackTrialCommand.class,
      PicturesCommand.class
    })
public final class Cityward {

  private Cityward() {}

  public static void main(String[] args) {
    NativeSettings.apply();
    System.exit(commandLine().execute(args));
  }

  /** The commands, without the process around them. */
  public static CommandLine commandLine() {
    return new CommandLine(new Cityward())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failures());
  }

  /** Reads the version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Cityward.class.getPackage().getImplementationVersion();
      return new String[] {"cityward " + (version == null ? "(not packaged)" : version)};
    }
  }
}
