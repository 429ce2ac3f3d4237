package io.cityward.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import io.cityward.app.demo.Demo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator at the console, in a real browser, on the demo. Leaves pictures of the page in {@code
 * target/pictures}.
 */
class ConsoleIT {

  private static final double LIMIT_MILLIS = 90_000;
  private static final Path PICTURES = Path.of("target", "pictures");

  @TempDir private static Path folder;
  private static Playwright playwright;
  private static Browser browser;
  private static Demo demo;

  @BeforeAll
  static void startDemoAndBrowser() {
    Path chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(
        chromium != null, "console test skipped: no Chromium here (Debian: apt install chromium)");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    demo = new Demo(TestCity.HOME, folder.resolve("demo"));
    demo.start(0, alert -> {});
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  void anOperatorSeesAnAlertArriveAndFollowsItsOrderUntilItIsClosed() {
    List<String> complaints = new ArrayList<>();
    try (BrowserContext context = context("zh-CN")) {
      Page page = context.newPage();
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              complaints.add(message.text());
            }
          });
      page.navigate(demo.console());

      assertThat(page.getByTestId("link-state"))
          .hasAttribute("data-link", "live", new HasAttributeOptions().setTimeout(LIMIT_MILLIS));
      assertThat(page.locator("[data-testid=camera-row][data-state]").first()).isVisible();
      assertThat(page.locator("[data-testid=camera-row][data-state=CAMERA_REFUSED]")).hasCount(1);

      // Nobody reloads: the alert comes by itself.
      Locator card =
          page.getByTestId("alert-card")
              .filter(new Locator.FilterOptions().setHasText("机动车乱停放"))
              .first();
      assertThat(card).isVisible(new IsVisibleOptions().setTimeout(LIMIT_MILLIS));
      card.click();
      Locator picture = page.getByTestId("alert-picture").first();
      assertThat(picture).isVisible();
      page.waitForCondition(() -> (int) picture.evaluate("img => img.naturalWidth") == 768);

      followOrder(page);
      photograph(page, "console-zh.png");
      playClip(page);
      page.getByTestId("choice-picture").click();
      page.getByTestId("choice-en").click();
      assertThat(page.getByTestId("alert-focus")).containsText("Illegal parking");
      photograph(page, "console.png");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void anOperatorAddsACameraDrawsAZoneAndWatchesItLive() {
    try (BrowserContext context = context("zh-CN")) {
      Page page = context.newPage();
      page.navigate(demo.console() + "#/cameras");
      assertThat(page.getByTestId("camera-line")).hasCount(4);
      Locator guarded = line(page, "campus-square");
      assertThat(guarded.getByTestId("camera-picture"))
          .isVisible(new IsVisibleOptions().setTimeout(30_000));
      photograph(page, "cameras-zh.png");

      page.getByTestId("camera-add").click();
      page.getByTestId("field-id").locator("input").fill("added-here");
      page.getByTestId("field-name").locator("input").fill("新增摄像机");
      page.getByTestId("field-url").locator("input").fill(demo.cameraUrl("campus-gate"));
      page.getByTestId("settings-save").click();
      Locator added = line(page, "added-here");
      assertThat(added)
          .hasAttribute("data-state", "CAMERA_LIVE", new HasAttributeOptions().setTimeout(30_000));

      added.getByTestId("camera-watch").click();
      Locator video = page.getByTestId("live-video");
      page.waitForCondition(
          () -> ((Number) video.evaluate("video => video.currentTime")).doubleValue() > 2,
          new Page.WaitForConditionOptions().setTimeout(30_000));
      assertThat((int) video.evaluate("video => video.videoWidth")).isEqualTo(768);
      photograph(page, "live-zh.png");
    }
  }

  private static Locator line(Page page, String camera) {
    return page.locator("[data-testid=camera-line][data-camera='" + camera + "']");
  }

  private static void followOrder(Page page) {
    Locator order = page.getByTestId("order-row").first();
    assertThat(order)
        .hasAttribute("data-state", "DISPATCHED", new HasAttributeOptions().setTimeout(30_000));
    String id = order.getAttribute("data-order");
    Locator mine = page.locator("[data-testid=order-row][data-order='" + id + "']");
    mine.locator("button").first().click();
    mine.getByTestId("action-ACCEPT").click();
    assertThat(mine).hasAttribute("data-state", "ACCEPTED");
    mine.getByTestId("action-HANDLE").click();
    assertThat(mine).hasAttribute("data-state", "HANDLED");
    mine.getByTestId("action-CLOSE").click();
    assertThat(mine).hasAttribute("data-state", "CLOSED");
    assertThat(mine.getByTestId("order-history")).containsText("operator");
  }

  private static void playClip(Page page) {
    Locator choice = page.getByTestId("choice-clip");
    choice.click();
    Locator clip = page.getByTestId("alert-clip");
    assertThat(clip).isVisible(new IsVisibleOptions().setTimeout(60_000));
    // HAVE_CURRENT_DATA: the browser has decoded a picture of it.
    page.waitForCondition(() -> (int) clip.evaluate("video => video.readyState") >= 2);
    assertThat((int) clip.evaluate("video => video.videoWidth")).isEqualTo(768);
  }

  private static BrowserContext context(String locale) {
    return browser.newContext(
        new Browser.NewContextOptions().setLocale(locale).setViewportSize(1440, 900));
  }

  private static void photograph(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name)));
  }
}
