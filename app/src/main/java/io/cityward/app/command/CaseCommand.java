package io.cityward.app.command;

import picocli.CommandLine.Command;

/** Whole cases. */
@Command(
    name = "case",
    mixinStandardHelpOptions = true,
    description = "Exports cases as signed files, and checks such files.",
    subcommands = {CaseExportCommand.class, CaseVerifyCommand.class})
public final class CaseCommand {}
