package io.cityward.app.config;

import io.cityward.core.settings.Section;

/**
 * The one port for gRPC, the console, evidence, health and metrics.
 *
 * @param host address to listen on
 * @param port 0 takes any free port
 * @param publicUrl how other systems reach this server, without a slash at the end
 */
public record ServerConfig(String host, int port, String publicUrl) {

  static ServerConfig read(Section section) {
    String host = section.text("host", "127.0.0.1");
    int port = section.whole("port", 0, 65535, 8080);
    String publicUrl = section.text("publicUrl", "http://localhost:8080");
    if (!publicUrl.matches("https?://[^\\s]+[^/\\s]")) {
      section.problem("publicUrl", publicUrl, "http://… or https://… without a slash at the end");
    }
    return new ServerConfig(host, port, publicUrl);
  }
}
