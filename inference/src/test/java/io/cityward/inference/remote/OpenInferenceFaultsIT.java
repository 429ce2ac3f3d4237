package io.cityward.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import io.cityward.inference.CampusFrames;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Device;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.MatPicture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import io.cityward.proto.inference.ModelInferRequest;
import io.cityward.proto.inference.ModelInferResponse;
import io.cityward.proto.inference.ModelMetadataResponse;
import io.cityward.testkit.ModelServer;
import io.cityward.testkit.SpoiltAnswers;
import io.cityward.testkit.TestCertificate;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a camera is told when the server of its model fails, and that the next picture goes well
 * when the server does again. Faults hold for minutes where they are not cleared: the time-out of
 * the tests stands for "soon".
 */
@Timeout(60)
class OpenInferenceFaultsIT {

  private static final InputSize SMALL = new InputSize(416, 256);
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final String WHO =
      "pack coco-nanodet 1.0.0: remote gpu-room, model street-detector: ";

  private static OnnxModel model;

  @TempDir Path models;

  private ModelServer server;
  private MatPicture picture;

  @BeforeAll
  static void loadModel() throws Exception {
    model = OnnxModel.cocoNanodet();
  }

  @AfterAll
  static void closeModel() throws Exception {
    model.close();
  }

  @BeforeEach
  void start() {
    server = new ModelServer(model).start();
    picture = CampusFrames.picture(50);
  }

  @AfterEach
  void stop() {
    server.close();
    picture.close();
  }

  @Test
  void refusesToOpenWhereNobodyListens() throws IOException {
    server.close();

    assertFails(this::open, WHO + "unavailable at " + server.target() + ": ", "refused");
    server.start();
    assertThat(look()).isNotEmpty();
  }

  @Test
  void refusesToOpenUntilAllIsReady() throws IOException {
    server.faults().notLive();
    assertFails(this::open, WHO + "the server is not live");
    server.faults().clear();
    server.faults().notReady();
    assertFails(this::open, WHO + "the server is not ready");
    server.faults().clear();
    server.faults().modelNotReady();
    assertFails(this::open, WHO + "the model is not ready");
    server.faults().clear();

    assertThat(look()).isNotEmpty();
  }

  @Test
  void namesAModelThatTheServerHasNot() throws IOException {
    ModelPack pack = PackFolder.copyOfCocoNanodet(models).onRemote("gpu-room", "nanodot").read();

    assertFails(
        () -> engine(settings()).open(pack, SMALL, EngineSetup.DEFAULT),
        "model nanodot: NOT_FOUND: unknown model nanodot, there is street-detector");
  }

  @Test
  void namesARemoteThatIsNotConfigured() throws IOException {
    ModelPack pack = PackFolder.copyOfCocoNanodet(models).onRemote("gpu-rom", "m").read();

    assertFails(
        () -> engine(settings()).open(pack, SMALL, EngineSetup.DEFAULT),
        "pack coco-nanodet 1.0.0: remote: gpu-rom"
            + " (expected: a name from inference.remotes: gpu-room; did you mean gpu-room?)");
  }

  @Test
  void namesEverythingThatDoesNotFitTheManifest() throws IOException {
    ModelMetadataResponse.Builder other = model.metadata().toBuilder();
    other.getInputsBuilder(0).setDatatype("UINT8").setShape(0, 4).setShape(2, 384).setShape(3, 640);
    other.getOutputsBuilder(0).setShape(2, 81);
    other.removeOutputs(5);
    try (ModelServer fixed = new ModelServer(says(other.build())).start()) {
      assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> open(RemoteSettings.plaintext(fixed.target())))
          .returns(ErrorCode.INVALID, CityException::code)
          .withMessageContaining(
              WHO + "input image shape: [4, 3, 384, 640] (expected: [any, 3, 256, 416])")
          .satisfies(
              e ->
                  assertThat(e.problems())
                      .extracting(Problem::name)
                      .containsExactly(
                          "input image type",
                          "input image shape",
                          "input image batch",
                          "output cls8 shape",
                          "outputs"));
    }
  }

  @Test
  void sendsOnePictureAtATimeToAModelThatTakesNoMore() throws IOException {
    ModelMetadataResponse.Builder single = model.metadata().toBuilder();
    single.getInputsBuilder(0).setShape(0, 1);
    try (ModelServer fixed = new ModelServer(says(single.build())).start();
        Detector detector =
            engine(RemoteSettings.plaintext(fixed.target()))
                .open(pack(), SMALL, new EngineSetup(Device.CPU, 8))) {
      assertThat(detector.batch()).isEqualTo(1);
      assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> detector.detect(List.of(picture, picture)))
          .withMessageContaining("pictures: 2 (expected: 1 to 1)");
    }
  }

  @Test
  void waitsNoLongerThanTheDeadline() throws IOException {
    try (Detector detector = open(settings().withDeadline(Duration.ofSeconds(4)))) {
      List<Detection> before = detector.detect(picture);
      server.faults().slow(MINUTES);

      assertFails(() -> detector.detect(picture), WHO + "no answer within 4000 ms");

      server.faults().clear();
      assertThat(detector.detect(picture)).isEqualTo(before);
    }
  }

  @Test
  void endsACallThatIsCancelled() throws Exception {
    try (Detector detector = open(settings().withDeadline(MINUTES))) {
      server.faults().slow(MINUTES);
      var run = CompletableFuture.supplyAsync(() -> detector.detect(picture));
      server.faults().awaitLingering(Duration.ofSeconds(10));

      detector.cancel();

      assertThat(run)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .withMessageContaining(WHO + "cancelled");
      server.faults().clear();
      assertThat(detector.detect(picture)).isNotEmpty();
    }
  }

  @Test
  void goesOnWithTheSameDetectorWhenAServerIsBackThatDied() throws IOException {
    try (Detector detector = open(settings())) {
      server.faults().dieMidCall();

      // Unavailable, or cancelled by the server: whichever of its last words arrives.
      assertFails(() -> detector.detect(picture), WHO);
      server.close();
      assertFails(() -> detector.detect(picture), WHO + "unavailable at ", "refused");
      assertFails(() -> detector.detect(picture), WHO + "unavailable at ", "refused");

      server.start();
      assertThat(detector.detect(picture)).isNotEmpty();
    }
  }

  @Test
  void keepsAServersWordsShortAndOnOneLine() throws IOException {
    try (Detector detector = open(settings())) {
      server
          .faults()
          .refuse(Status.INTERNAL.withDescription("CUDA\n\u0007 error " + "x".repeat(5000)));

      assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> detector.detect(picture))
          .withMessageStartingWith(WHO + "INTERNAL: CUDA error xxx")
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500).endsWith("x…"));

      server.faults().clear();
      assertThat(detector.detect(picture)).isNotEmpty();
    }
  }

  static Stream<Arguments> spoiltAnswers() {
    return Stream.of(
        spoilt(SpoiltAnswers::narrower, "output cls8: 131456 values (expected: 133120)"),
        spoilt(SpoiltAnswers::torn, "output cls8: 532479 bytes (expected: four per value)"),
        spoilt(
            SpoiltAnswers::shortened,
            "output cls8: 66560 values (expected: as its shape, [1, 1664, 80])"),
        spoilt(
            SpoiltAnswers::withoutFirstOutput,
            "raw_output_contents: 6 (expected: one per output, 5)"),
        spoilt(SpoiltAnswers::withoutOutputs, "output cls8: missing in the answer"),
        spoilt(SpoiltAnswers::asIntegers, "output cls8 type: INT32 (expected: FP32)"),
        spoilt(SpoiltAnswers::immense, "output cls8: 133120 values (expected: as its shape, [1, "));
  }

  @ParameterizedTest
  @MethodSource("spoiltAnswers")
  void namesWhatIsWrongWithAnAnswer(UnaryOperator<ModelInferResponse> spoiling, String reason)
      throws IOException {
    try (Detector detector = open(settings())) {
      List<Detection> before = detector.detect(picture);
      server.faults().spoil(spoiling);

      assertFails(() -> detector.detect(picture), WHO + reason);

      server.faults().clear();
      assertThat(detector.detect(picture)).isEqualTo(before);
    }
  }

  @Test
  void namesAnAnswerOfWhatIsNotANumber() throws IOException {
    try (Detector detector = open(settings())) {
      server.faults().spoil(SpoiltAnswers::notANumber);

      assertFails(() -> detector.detect(picture), WHO + "output cls8: NaN");

      server.faults().clear();
      assertThat(detector.detect(picture)).isNotEmpty();
    }
  }

  @Test
  void takesTypedContentsToo() throws IOException {
    try (Detector detector = open(settings())) {
      List<Detection> raw = detector.detect(picture);
      server.faults().spoil(SpoiltAnswers::typed);

      assertThat(detector.detect(picture)).isEqualTo(raw);
    }
  }

  @Test
  void takesNoAnswerThatIsTooLarge() throws IOException {
    RemoteSettings small =
        new RemoteSettings(server.target(), false, Optional.empty(), Duration.ofSeconds(10), 1);
    try (Detector detector = open(small)) {
      assertFails(() -> detector.detect(picture), WHO + "RESOURCE_EXHAUSTED: ");
    }
  }

  @Test
  void trustsACitysOwnAuthorityAndNobodyElse() throws Exception {
    Path authorities = TestCertificate.writeAuthority(models.resolve("authority.pem"));
    TestCertificate own = TestCertificate.forHost("127.0.0.1");
    try (ModelServer encrypted = new ModelServer(model, credentials(own)).start()) {
      RemoteSettings trusting = encrypted(encrypted, Optional.of(authorities));
      try (Detector detector = open(trusting)) {
        assertThat(detector.detect(picture)).isNotEmpty();
      }
      assertFails(
          () -> open(encrypted(encrypted, Optional.empty())), WHO + "unavailable at ", "certif");
    }
    try (ModelServer other =
        new ModelServer(model, credentials(TestCertificate.forAnotherHost())).start()) {
      assertFails(() -> open(encrypted(other, Optional.of(authorities))), WHO + "unavailable at ");
    }
    assertFails(() -> open(encrypted(server, Optional.empty())), WHO + "unavailable at ");
  }

  private static RemoteSettings encrypted(ModelServer server, Optional<Path> authorities) {
    return new RemoteSettings(server.target(), true, authorities, Duration.ofSeconds(20), 64);
  }

  private static ServerCredentials credentials(TestCertificate certificate)
      throws GeneralSecurityException, IOException {
    char[] password = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry(
        "server", certificate.key(), password, new Certificate[] {certificate.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    return TlsServerCredentials.newBuilder().keyManager(keys.getKeyManagers()).build();
  }

  @Test
  void looksAtNothingOnceItIsClosed() throws IOException {
    Detector detector = open(settings());
    detector.close();

    assertThatIllegalStateException().isThrownBy(() -> detector.detect(picture));
  }

  private Detector open() throws IOException {
    return open(settings());
  }

  private Detector open(RemoteSettings settings) throws IOException {
    return engine(settings).open(pack(), SMALL, EngineSetup.DEFAULT);
  }

  private List<Detection> look() throws IOException {
    try (Detector detector = open()) {
      return detector.detect(picture);
    }
  }

  private RemoteSettings settings() {
    return RemoteSettings.plaintext(server.target()).withDeadline(Duration.ofSeconds(20));
  }

  private static OpenInferenceEngine engine(RemoteSettings settings) {
    return new OpenInferenceEngine(Map.of("gpu-room", settings));
  }

  private ModelPack pack() throws IOException {
    Path fresh = Files.createTempDirectory(models, "packs");
    return PackFolder.copyOfCocoNanodet(fresh).onRemote("gpu-room", OnnxModel.NAME).read();
  }

  private static Arguments spoilt(UnaryOperator<ModelInferResponse> spoiling, String reason) {
    return Arguments.of(spoiling, reason);
  }

  private static ModelServer.Model says(ModelMetadataResponse metadata) {
    return new ModelServer.Model() {
      @Override
      public ModelMetadataResponse metadata() {
        return metadata;
      }

      @Override
      public ModelInferResponse infer(ModelInferRequest request) {
        return model.infer(request);
      }
    };
  }

  private static void assertFails(ThrowingCallable call, String... parts) {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }
}
