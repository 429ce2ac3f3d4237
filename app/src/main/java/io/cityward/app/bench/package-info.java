/**
 * Measures what cameras cost: ours and FFmpeg's own program, one after the other, on the same
 * cameras, by the operating system's accounting. Start reading at {@link
 * io.cityward.app.bench.IngestBench}.
 */
package io.cityward.app.bench;
