package io.cityward.app.algorithms;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an upload has come.
 *
 * @param received where the next chunk begins
 * @param expiresAt forgotten then, unless something more arrives; empty when it has ended
 */
public record UploadProgress(String id, long received, long bytes, Optional<Instant> expiresAt) {}
