package io.cityward.app.algorithms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.settings.SettingsFile;
import io.cityward.inference.remote.RemoteSettings;
import java.nio.file.Path;
import java.util.Map;

/** Servers that run models, as a text for the command line of a trial; no secrets are in it. */
public final class RemoteText {

  private RemoteText() {}

  static String of(Map<String, RemoteSettings> remotes) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ObjectNode named = all.putObject("remotes");
    remotes.forEach(
        (name, remote) -> {
          ObjectNode one =
              named
                  .putObject(name)
                  .put("target", remote.target())
                  .put("tls", remote.tls())
                  .put("deadline", remote.deadline().toString())
                  .put("mostMebibytes", remote.mostMebibytes());
          remote
              .authorities()
              .ifPresent(file -> one.put("authorities", file.toAbsolutePath().toString()));
        });
    return all.toString();
  }

  /**
   * @throws io.cityward.core.CityException INVALID if the text is none of ours
   */
  public static Map<String, RemoteSettings> read(String text) {
    return SettingsFile.parse(text, "--remotes", top -> RemoteSettings.readAll(top, Path.of("")));
  }
}
