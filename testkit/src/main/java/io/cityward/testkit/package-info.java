/**
 * What stands for the world outside when Cityward is shown or tested: cameras that replay clips
 * over real RTSP, HLS, MJPEG and RTMP and fail as real ones do, a city system that takes work
 * orders and a server that runs models, both over real gRPC, a clock that a test moves. Start
 * reading at {@link io.cityward.testkit.RtspServer} for the cameras and at {@link
 * io.cityward.testkit.ReferenceCitySystem} for the city system.
 */
package io.cityward.testkit;
