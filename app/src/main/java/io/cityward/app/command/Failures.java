package io.cityward.app.command;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one place how a failed command ends: the reason on standard error, and 1 or 2. */
public final class Failures implements IExecutionExceptionHandler {

  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  @Override
  public int handleExecutionException(
      Exception e, CommandLine commandLine, ParseResult parseResult) {
    if (e instanceof CityException refused) {
      refused.getMessage().lines().forEach(line -> System.err.println("cityward: " + line));
      return refused.code() == ErrorCode.INVALID || refused.code() == ErrorCode.NOT_FOUND
          ? BAD_USAGE
          : FAILED;
    }
    System.err.println("cityward: a fault in Cityward itself:");
    e.printStackTrace(System.err);
    return FAILED;
  }
}
