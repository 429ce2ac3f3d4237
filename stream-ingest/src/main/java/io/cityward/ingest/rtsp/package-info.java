/**
 * An RTSP 1.0 client for cameras, made for many of them: plain blocking reads on the owner's
 * thread, one system call for whatever has come, no copy but the one into the picture. A {@link
 * io.cityward.ingest.rtsp.Conversation} talks, {@link io.cityward.ingest.rtsp.Framing} tells talk
 * and media apart, a {@code Media} brings packets in order, and {@link
 * io.cityward.ingest.rtsp.Assembler} makes pictures of them. Deadlines are kept by one {@link
 * io.cityward.ingest.rtsp.Watch} for all. Start reading at {@link
 * io.cityward.ingest.rtsp.RtspClient}.
 */
package io.cityward.ingest.rtsp;
