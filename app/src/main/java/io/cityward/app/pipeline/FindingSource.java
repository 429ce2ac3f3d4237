package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.ingest.Frame;
import io.cityward.ingest.PacketRing;
import java.util.Optional;

/** The camera that a finding is of, as its desk needs it. */
interface FindingSource {

  CameraConfig config();

  /** Where clips for people come from; empty while nothing is connected. */
  Optional<PacketRing> evidence();

  /**
   * A picture of the moment for people to look at. The caller closes it.
   *
   * @param analysed the one that the scene saw; lent
   */
  Frame evidencePicture(Frame analysed);
}
