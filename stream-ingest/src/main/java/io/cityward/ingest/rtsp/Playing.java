package io.cityward.ingest.rtsp;

/** A camera that plays. */
record Playing(
    Conversation conversation,
    VideoTrack track,
    Media media,
    Assembler assembler,
    Reception reception) {}
