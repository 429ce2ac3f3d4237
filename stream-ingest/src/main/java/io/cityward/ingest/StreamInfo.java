package io.cityward.ingest;

/**
 * What a video stream is.
 *
 * @param codec FFmpeg's short name: {@code h264}, {@code hevc}
 * @param width of a decoded picture, in pixels, as displayed
 * @param height of a decoded picture, in pixels, as displayed
 * @param fps frames per second as received or declared; 0 while unknown
 */
public record StreamInfo(String codec, int width, int height, double fps) {}
