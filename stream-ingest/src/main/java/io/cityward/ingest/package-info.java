/**
 * From a camera's packets to frames, clips and snapshots. One {@link
 * io.cityward.ingest.CameraSession} per camera owns one thread; on it, packets go from the source
 * into the {@link io.cityward.ingest.PacketRing} and, as far as the {@link
 * io.cityward.ingest.DecodePolicy} wants them, through the decoder to the listener. Pixels stay in
 * native memory all the way. Files are read by {@link io.cityward.ingest.FrameSequence}. Start
 * reading at {@code CameraSession}, then {@code LiveStream}, which is one connection's life.
 */
package io.cityward.ingest;
