package io.cityward.app.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What our sessions took and delivered in one round.
 *
 * @param idle before the first camera, with the native libraries loaded
 * @param use with all cameras
 * @param due frames that the cameras sent and the policy wants
 * @param ringBytes encoded video kept for clips, all cameras together
 * @param heapBytes Java objects, with those that wait to be collected
 * @param delays from when a frame was due to the listener, in milliseconds
 * @param decoding from when its packet was read to the listener, in milliseconds
 */
record IngestFigures(
    ProcessUse idle,
    ProcessUse use,
    double secondsToAllLive,
    double secondsToAllPictures,
    long delivered,
    long due,
    long decodeErrors,
    long reconnects,
    long ringBytes,
    long heapBytes,
    Spread delays,
    Spread decoding) {

  /** From the worker's own answers. */
  static IngestFigures of(ProcessUse idle, ProcessUse use, JsonNode started, JsonNode ended) {
    return new IngestFigures(
        idle,
        use,
        started.get("secondsToAllLive").asDouble(),
        started.get("secondsToAllPictures").asDouble(),
        ended.get("delivered").asLong(),
        ended.get("expected").asLong(),
        ended.get("decodeErrors").asLong(),
        ended.get("reconnects").asLong(),
        ended.get("ringBytes").asLong(),
        ended.get("heapBytes").asLong(),
        Spread.of(ended.get("delayMs")),
        Spread.of(ended.get("decodeMs")));
  }
}
