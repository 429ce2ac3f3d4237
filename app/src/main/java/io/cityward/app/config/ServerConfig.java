package io.cityward.app.config;

import io.cityward.core.settings.Section;

/**
 * The one port for gRPC, the console, evidence, health and metrics.
 *
 * @param host address to listen on
 * @param port 0 takes any free port
 * @param publicUrl how other systems reach this server, without a slash at the end
 * @param liveViewers who may watch live at once
 * @param liveViewersPerCamera who of them may watch the same camera
 */
public record ServerConfig(
    String host, int port, String publicUrl, int liveViewers, int liveViewersPerCamera) {

  static ServerConfig read(Section section) {
    String host = section.text("host", "127.0.0.1");
    int port = section.whole("port", 0, 65535, 8080);
    String publicUrl = section.text("publicUrl", "http://localhost:8080");
    if (!publicUrl.matches("https?://[^\\s]+[^/\\s]")) {
      section.problem("publicUrl", publicUrl, "http://… or https://… without a slash at the end");
    }
    int liveViewers = section.whole("liveViewers", 0, 1000, 16);
    int perCamera = section.whole("liveViewersPerCamera", 0, 1000, 4);
    return new ServerConfig(host, port, publicUrl, liveViewers, perCamera);
  }
}
