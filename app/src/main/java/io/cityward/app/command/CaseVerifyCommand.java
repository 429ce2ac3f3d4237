package io.cityward.app.command;

import io.cityward.alerts.archive.CaseCheck;
import io.cityward.alerts.archive.PublicKeyText;
import io.cityward.core.CityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an exported case; needs no server. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Checks that an exported case is what was signed. Ends with 1 if it is not.")
public final class CaseVerifyCommand implements Callable<Integer> {

  private static final int LARGEST_KEY = 10_000;

  @Parameters(paramLabel = "FILE", description = "The ZIP.")
  private Path file;

  @Option(
      names = "--key",
      description =
          "The key that must have signed it: keys/export-key.pub of the server. Without it, only"
              + " that nothing was altered since the signature is checked.")
  private Path key;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw CityException.invalid("FILE", file, "a file that exists");
    }
    CaseCheck check = CaseCheck.of(file, key == null ? Optional.empty() : Optional.of(read(key)));
    System.out.printf(
        "%s of alert %s, exported at %s by %s, %d files%n",
        check.manifest().workOrder(),
        check.manifest().alert(),
        check.manifest().exportedAt(),
        check.manifest().exportedBy(),
        check.manifest().files().size());
    System.out.println("key " + check.fingerprint());
    check.problems().forEach(System.out::println);
    if (check.genuine()) {
      System.out.println(
          key == null
              ? "unaltered since it was signed; compare the key with the server's, or give --key"
              : "genuine");
    }
    return check.genuine() ? 0 : 1;
  }

  private static PublicKeyText read(Path key) throws IOException {
    if (!Files.isRegularFile(key) || Files.size(key) > LARGEST_KEY) {
      throw CityException.invalid("--key", key, "a public key file");
    }
    return PublicKeyText.parse(Files.readString(key));
  }
}
