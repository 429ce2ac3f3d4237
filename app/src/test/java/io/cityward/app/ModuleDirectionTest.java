package io.cityward.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may import which; docs/architecture.md has the table. */
@AnalyzeClasses(packages = "io.cityward", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleDirectionTest {

  @ArchTest
  static final ArchRule modulesImportOnlyWhatStandsBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("core")
          .definedBy("io.cityward.core..")
          .layer("proto")
          .definedBy("io.cityward.proto..")
          .layer("testkit")
          .definedBy("io.cityward.testkit..")
          .layer("stream-ingest")
          .definedBy("io.cityward.ingest..")
          .layer("inference")
          .definedBy("io.cityward.inference..")
          .layer("scenes")
          .definedBy("io.cityward.scenes..")
          .layer("alerts")
          .definedBy("io.cityward.alerts..")
          .layer("app")
          .definedBy("io.cityward.app..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("alerts")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("scenes")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("inference")
          .mayOnlyBeAccessedByLayers("scenes", "app")
          .whereLayer("stream-ingest")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("testkit")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("proto")
          .mayOnlyBeAccessedByLayers("testkit", "inference", "alerts", "app");

  /** It is found by its service file, so that all works without it. */
  @ArchTest
  static final ArchRule nothingImportsTheOptionalModuleInferencePytorch =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cityward.inference.pytorch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.cityward.inference.pytorch..");

  @ArchTest
  static final ArchRule onlyRemoteModelsSpeakGrpcWithinInference =
      noClasses()
          .that()
          .resideInAPackage("io.cityward.inference..")
          .and()
          .resideOutsideOfPackage("io.cityward.inference.remote..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.cityward.proto..", "io.grpc..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule packagesOfAModuleDoNotImportEachOtherInCircles =
      slices().matching("io.cityward.app.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule micrometerAppearsOnlyInApp =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cityward.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..");

  /**
   * A scene that looks at every pixel of every picture compares them with OpenCV; two classes know
   * of it.
   */
  private static final String EVERY_PIXEL =
      "io\\.cityward\\.scenes\\.throwing\\.(MovingPixels|Shift)(\\$.*)?";

  @ArchTest
  static final ArchRule nativePicturesStayInLeafModules =
      noClasses()
          .that()
          .resideInAnyPackage("io.cityward.scenes..", "io.cityward.alerts..", "io.cityward.core..")
          .and()
          .haveNameNotMatching(EVERY_PIXEL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");
}
