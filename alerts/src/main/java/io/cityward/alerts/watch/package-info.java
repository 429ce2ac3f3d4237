/**
 * Tells watchers what changes, the moment it is stored. One thread reads the event log's end and
 * keeps the newest changes in memory; each watcher follows at its own speed with a cursor, from
 * memory or, further back, from the log, so that live and resumed streams are one thing without gap
 * or repetition. Start reading at {@link io.cityward.alerts.watch.WatchHub}.
 */
package io.cityward.alerts.watch;
