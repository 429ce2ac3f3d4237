package io.cityward.app.bench;

import io.cityward.ingest.Transport;
import java.time.Duration;
import java.util.Optional;

/**
 * What is measured, and how.
 *
 * @param settings of our sessions, in the words of {@code ingest:} in cityward.yml
 * @param span how long CPU time is counted, each time
 * @param warmUp how long all runs before that
 * @param rounds how often ours and the reference take turns; their medians are reported
 * @param ffmpeg the reference, if there is any
 */
public record IngestPlan(
    BenchPolicy policy,
    BenchClip clip,
    Transport transport,
    String settings,
    Duration span,
    Duration warmUp,
    int rounds,
    Optional<FfmpegProgram> ffmpeg) {}
