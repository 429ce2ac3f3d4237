package io.cityward.app.algorithms;

import io.cityward.alerts.algorithm.Algorithm;
import io.cityward.alerts.algorithm.AlgorithmBook;
import io.cityward.alerts.algorithm.AlgorithmVersion;
import io.cityward.alerts.algorithm.Comparison;
import io.cityward.alerts.algorithm.ComparisonBook;
import io.cityward.alerts.algorithm.PackFacts;
import io.cityward.alerts.algorithm.RoleAction;
import io.cityward.alerts.algorithm.RoleCommand;
import io.cityward.alerts.algorithm.Roles;
import io.cityward.alerts.algorithm.TrialReport;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.algorithm.VersionOrigin;
import io.cityward.alerts.algorithm.VersionState;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.registry.Command;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.inference.remote.RemoteSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The algorithm repository: takes packs in, has them tried and compared, gives them their roles,
 * and hands them to whoever runs them. Files come first and the book last, so that what the book
 * knows is there. Safe for any number of threads.
 */
public final class AlgorithmDesk implements AlgorithmRoles, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlgorithmDesk.class);

  /** What unpacking may make of a ZIP. */
  private static final int GROWTH = 2;

  /** Uploads whose end is remembered, for who asks once more. */
  private static final int REMEMBERED = 100;

  private final AlgorithmSettings settings;
  private final AlgorithmBook book;
  private final ComparisonBook comparisons;
  private final Path models;
  private final PackFolders folders;
  private final PackCheck check;
  private final Uploads uploads;
  private final DataSets dataSets;
  private final Laboratory laboratory;
  private volatile Consumer<ModelPack> host = pack -> {};
  private final Map<String, VersionId> finished =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, VersionId> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param models the folder of the packs that come with Cityward
   * @param reference the pack whose time is one compute unit's
   * @param remotes servers that packs may be run by
   */
  public AlgorithmDesk(
      AlgorithmSettings settings,
      AlgorithmBook book,
      ComparisonBook comparisons,
      Path models,
      String reference,
      Map<String, RemoteSettings> remotes,
      PackScorer scorer,
      Clock clock) {
    this(
        settings,
        book,
        comparisons,
        models,
        scorer,
        TrialRun.ownJvm(settings.trial(), models, reference, remotes),
        Disk.REAL,
        clock);
  }

  AlgorithmDesk(
      AlgorithmSettings settings,
      AlgorithmBook book,
      ComparisonBook comparisons,
      Path models,
      PackScorer scorer,
      TrialRun.Launcher launcher,
      Disk disk,
      Clock clock) {
    this.settings = settings;
    this.book = book;
    this.comparisons = comparisons;
    this.models = models;
    this.folders = new PackFolders(settings.folder());
    this.check = new PackCheck(new LicenceRule(settings.licences()));
    this.uploads = new Uploads(settings, disk, clock);
    this.dataSets = new DataSets(settings.dataSets());
    this.laboratory =
        new Laboratory(
            book,
            comparisons,
            this::packs,
            folders,
            new TrialRun(launcher, settings.trial(), clock),
            scorer,
            dataSets,
            uploads::sweep);
  }

  /**
   * Brings the packs that come with Cityward into the book and tidies up what an earlier run has
   * left. Trials begin with {@link #startTrials}.
   */
  public void start() {
    book.bundle(bundled());
    Set<VersionId> known = new HashSet<>();
    book.versions().stream()
        .filter(version -> version.origin() == VersionOrigin.UPLOADED)
        .map(AlgorithmVersion::id)
        .forEach(known::add);
    folders.start(known);
    uploads.start();
  }

  /**
   * Tries, in the background, what has not been tried; the rest of the process should run by then.
   */
  public void startTrials() {
    laboratory.start();
  }

  private Map<VersionId, PackFacts> bundled() {
    Map<VersionId, PackFacts> packs = new HashMap<>();
    PackRepository repository = new PackRepository(models);
    for (String name : repository.names()) {
      try {
        ModelPack pack = repository.pack(name);
        packs.put(
            new VersionId(name, pack.version()), PackCheck.facts(pack, models.resolve(name), ""));
      } catch (CityException | IOException e) {
        LOG.error("pack {} of {} is left out: {}", name, models, e.getMessage());
      }
    }
    return packs;
  }

  @Override
  public Roles of(String algorithm) {
    return book.find(algorithm).map(Algorithm::roles).orElse(Roles.NONE);
  }

  @Override
  public ModelPack packOf(String algorithm, String version) {
    AlgorithmVersion found = book.version(new VersionId(algorithm, version));
    if (found.state() != VersionState.TRIED) {
      throw new CityException(
          ErrorCode.ILLEGAL_STATE, found.id() + " is " + found.state() + " (expected: TRIED)");
    }
    return new PackRepository(packs(found.id())).pack(algorithm);
  }

  @Override
  public OptionalDouble costOf(String algorithm, String version) {
    return book.find(new VersionId(algorithm, version))
        .flatMap(AlgorithmVersion::trial)
        .map(TrialReport::cost)
        .filter(cost -> cost > 0)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  @Override
  public void onChange(Runnable listener) {
    book.onChange(listener);
  }

  @Override
  public boolean isBundled(String algorithm, String version) {
    return isBundled(new VersionId(algorithm, version));
  }

  private boolean isBundled(VersionId id) {
    return book.find(id).filter(version -> version.origin() == VersionOrigin.BUNDLED).isPresent();
  }

  /** The folder that holds a version's pack. */
  private Path packs(VersionId id) {
    return isBundled(id) ? models : folders.packs(id);
  }

  /** A version's manifest, as it was written. */
  public String manifest(VersionId id) {
    Path manifest = packs(book.version(id).id()).resolve(id.algorithm()).resolve("pack.yml");
    try {
      return Files.readString(manifest);
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "pack " + id + ": its manifest cannot be read", e);
    }
  }

  /**
   * Begins an upload, or says how far the one of this key has come: to its end, if it has made a
   * version.
   */
  public Outcome<UploadProgress> begin(UploadOrder order) {
    Outcome<Optional<AlgorithmVersion>> before = before(order);
    if (before instanceof Outcome.Refused<Optional<AlgorithmVersion>> refused) {
      return new Outcome.Refused<>(refused.reason(), refused.message(), refused.details());
    }
    Optional<AlgorithmVersion> made = ((Outcome.Done<Optional<AlgorithmVersion>>) before).value();
    return new Outcome.Done<>(
        made.map(version -> ended(order, version.id())).orElseGet(() -> uploads.begin(order)));
  }

  /** What an upload under this key has made before; empty if nothing. */
  public Outcome<Optional<AlgorithmVersion>> before(UploadOrder order) {
    return book.uploadedBefore(order.sha256(), order.by().key());
  }

  /** As {@link #begin}, from the first byte, whatever came of an earlier attempt. */
  public UploadProgress beginAnew(UploadOrder order) {
    uploads.idOf(order).ifPresent(uploads::abort);
    return uploads.begin(order);
  }

  private UploadProgress ended(UploadOrder order, VersionId made) {
    String id = "done-" + order.sha256().substring(0, 32);
    synchronized (finished) {
      finished.put(id, made);
    }
    return new UploadProgress(id, order.bytes(), order.bytes(), Optional.empty());
  }

  /** As {@link Uploads#append}. */
  public UploadProgress append(String id, long offset, ByteBuffer chunk) {
    return uploads.append(id, offset, chunk);
  }

  /**
   * Takes a complete upload in: unpacked, checked, moved in place, and put in the book, in this
   * order; if one of these fails, nothing is left.
   */
  public Outcome<AlgorithmVersion> finish(String id) {
    Optional<VersionId> made;
    synchronized (finished) {
      made = Optional.ofNullable(finished.get(id));
    }
    if (made.isPresent()) {
      return new Outcome.Done<>(book.version(made.get()));
    }
    Outcome<AlgorithmVersion> outcome = uploads.finish(id, this::take);
    if (outcome instanceof Outcome.Done<AlgorithmVersion> done) {
      synchronized (finished) {
        finished.put(id, done.value().id());
      }
      laboratory.wake();
    }
    return outcome;
  }

  /** Forgets an upload; one that is not there is none. */
  public void abort(String id) {
    uploads.abort(id);
  }

  private Outcome<AlgorithmVersion> take(Upload upload) {
    UploadOrder order = upload.order();
    Path stage = folders.stage();
    try {
      Path unpacked = Files.createDirectories(stage.resolve("unpacked"));
      new PackArchive(upload.file(), GROWTH * settings.mostBytes()).unpack(unpacked);
      CheckedPack pack = check.check(unpacked, stage.resolve("packs"), order.sha256());
      return store(pack, order.by());
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "pack: cannot be unpacked: " + e.getMessage(), e);
    } finally {
      PackFolders.discard(stage);
    }
  }

  /** One at a time: the same version twice at once would move over its own files. */
  private synchronized Outcome<AlgorithmVersion> store(CheckedPack pack, Command by) {
    boolean known = book.same(pack.id(), pack.facts()).isPresent();
    if (!known) {
      folders.install(pack);
    }
    try {
      Outcome<AlgorithmVersion> outcome =
          book.upload(pack.id(), pack.facts(), settings.keepVersions(), by);
      if (!known && outcome instanceof Outcome.Refused) {
        folders.remove(pack.id());
      }
      return outcome;
    } catch (CityException e) {
      if (!known) {
        folders.remove(pack.id());
      }
      throw e;
    }
  }

  /** As {@link AlgorithmBook#retry}; the trial follows in the background. */
  public Outcome<AlgorithmVersion> retry(VersionId id, Command by) {
    Outcome<AlgorithmVersion> outcome = book.retry(id, by);
    laboratory.wake();
    return outcome;
  }

  /**
   * As {@link AlgorithmBook#change}, if those who would run the version can work with it. Going
   * back to what ran before is never refused for that.
   */
  public Outcome<Algorithm> change(RoleCommand command) {
    promoted(command.action())
        .map(version -> new VersionId(command.algorithm(), version))
        .flatMap(book::find)
        .filter(version -> version.state() == VersionState.TRIED)
        .map(version -> packOf(version.id().algorithm(), version.id().version()))
        .ifPresent(host);
    return book.change(command);
  }

  private static Optional<String> promoted(RoleAction action) {
    if (action instanceof RoleAction.Activate activate) {
      return Optional.of(activate.version());
    }
    if (action instanceof RoleAction.StartCanary canary) {
      return Optional.of(canary.version());
    }
    return action instanceof RoleAction.StartShadow shadow
        ? Optional.of(shadow.version())
        : Optional.empty();
  }

  /**
   * Asks somebody before a version gets a role.
   *
   * @param check throws a {@link CityException} for a pack that could not be worked with
   */
  public void askBeforePromotion(Consumer<ModelPack> check) {
    host = check;
  }

  /** As {@link AlgorithmBook#delete}, with its files. */
  public synchronized Outcome<Algorithm> delete(VersionId id, Command by) {
    Outcome<Algorithm> outcome = book.delete(id, by);
    if (outcome instanceof Outcome.Done && book.find(id).isEmpty()) {
      folders.remove(id);
    }
    return outcome;
  }

  /** As {@link ComparisonBook#ask}; it is worked out in the background. */
  public Outcome<Comparison> compare(
      VersionId first, VersionId second, String dataSet, Command by) {
    dataSets.folder(dataSet);
    Outcome<Comparison> outcome = comparisons.ask(first, second, dataSet, by);
    laboratory.wake();
    return outcome;
  }

  /** Names of data sets, with the number of pictures. */
  public Map<String, Integer> dataSets() {
    Map<String, Integer> sets = new LinkedHashMap<>();
    dataSets.all().forEach(set -> sets.put(set.name(), set.pictures()));
    return sets;
  }

  /** What the book says; for reading. */
  public AlgorithmBook book() {
    return book;
  }

  public List<Comparison> comparisons(String algorithm, long below, int size) {
    return comparisons.page(algorithm, below, size);
  }

  /** Calls off a trial that runs, and forgets uploads. */
  @Override
  public void close() {
    laboratory.close();
    uploads.close();
  }
}
