package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live view in a real browser, through media source extensions, under our content policy. */
class LiveViewBrowserIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String PAGE =
      "<!doctype html><video muted></video><script src='/live-test.js'></script>";

  private static final String SCRIPT =
      """
      const video = document.querySelector('video');
      const source = new MediaSource();
      video.src = URL.createObjectURL(source);
      source.addEventListener('sourceopen', async () => {
        const response = await fetch('/cameras/cam/live.mp4');
        const buffer = source.addSourceBuffer(response.headers.get('content-type'));
        const reader = response.body.getReader();
        for (;;) {
          const {value, done} = await reader.read();
          if (done) return;
          const appended = new Promise(r => buffer.addEventListener('updateend', r, {once: true}));
          buffer.appendBuffer(value);
          await appended;
        }
      }, {once: true});
      video.play();
      """;

  @TempDir private Path folder;

  @Test
  void aBrowserPlaysACameraLive() throws Exception {
    playsLive(BundledClips.BOXES_H264);
  }

  @Test
  void aBrowserPlaysACameraThatReordersItsPictures() throws Exception {
    playsLive(BundledClips.BOXES_H264_B_FRAMES);
  }

  private void playsLive(String clip) throws Exception {
    Path chromium = chromium();
    try (RtspServer cameras =
            RtspServer.builder()
                .camera(SimulatedCamera.looping("cam", TestCity.clip(clip, folder)))
                .build()
                .start();
        TestCity city = TestCity.start(folder, "- {id: cam, url: '" + cameras.url("cam") + "'}\n");
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(
                            List.of(
                                "--no-sandbox",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--autoplay-policy=no-user-gesture-required")))) {
      Await.until(
          LIMIT, () -> get(city, "/cameras/cam/snapshot.jpg").statusCode() == 200, "a picture");
      Page page = browser.newPage();
      List<String> complaints = new ArrayList<>();
      page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
      page.onPageError(complaints::add);
      offer(page, city);
      page.navigate(city.url("/live-test.html"));

      page.setDefaultTimeout(LIMIT.toMillis());
      Locator video = page.locator("video");
      page.waitForCondition(
          () -> ((Number) video.evaluate("v => v.currentTime")).doubleValue() > 2);
      assertThat(video.evaluate("v => v.videoWidth")).isEqualTo(640);
      assertThat(video.evaluate("v => v.videoHeight")).isEqualTo(360);
      assertThat(video.evaluate("v => v.buffered.length")).isEqualTo(1);
      assertThat(complaints).isEmpty();
    }
  }

  /** The test's page, as if it came from the city's server, with what that one says of itself. */
  private static void offer(Page page, TestCity city) {
    String policy = get(city, "/").headers().firstValue("content-security-policy").orElseThrow();
    page.route(
        "**/live-test.html",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setHeaders(
                        Map.of("content-security-policy", policy, "content-type", "text/html"))
                    .setBody(PAGE)));
    page.route(
        "**/live-test.js",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("text/javascript").setBody(SCRIPT)));
    page.route("**/favicon.ico", route -> route.fulfill(new Route.FulfillOptions().setBody("")));
  }

  private static Path chromium() {
    Path chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(chromium != null, "live view test skipped: no Chromium here");
    return chromium;
  }

  private static HttpResponse<String> get(TestCity city, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(city.url(path))).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }
}
