/**
 * Cameras that are added, changed and removed while Cityward runs: kept in the book's database, by
 * commands that are carried out once per key and stored before anything else hears of them. Start
 * reading at {@link io.cityward.alerts.registry.CameraRegistry}.
 */
package io.cityward.alerts.registry;
