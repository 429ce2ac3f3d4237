package io.cityward.app.command;

import picocli.CommandLine.Command;

/** What operators said about alerts. */
@Command(
    name = "feedback",
    mixinStandardHelpOptions = true,
    description = "Makes use of what operators said about alerts.",
    subcommands = FeedbackExportCommand.class)
public final class FeedbackCommand {}
