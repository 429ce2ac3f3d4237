package io.cityward.app.command;

import picocli.CommandLine.Command;

/** Who gets which work orders. */
@Command(
    name = "dispatch",
    mixinStandardHelpOptions = true,
    description = "Decides which department gets a work order.",
    subcommands = {DispatchTrainCommand.class, DispatchAreasCommand.class})
public final class DispatchCommand {}
