package io.cityward.app.command;

import picocli.CommandLine.Command;

/** What can be done with the cameras of a running server. */
@Command(
    name = "cameras",
    mixinStandardHelpOptions = true,
    description = "Changes the cameras of a running server.",
    subcommands = {CamerasImportCommand.class, CamerasCalibrateCommand.class})
public final class CamerasCommand {}
