package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.ingest.SourceState;
import io.cityward.ingest.StreamInfo;
import java.util.Optional;

/**
 * How a camera is doing at a moment.
 *
 * @param stream empty until the first picture was decoded
 */
public record CameraView(
    CameraConfig config, SourceState state, Optional<StreamInfo> stream, CameraFigures figures) {}
