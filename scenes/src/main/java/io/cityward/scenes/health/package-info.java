/**
 * Whether a camera still shows what it was put up for. {@link
 * io.cityward.scenes.health.CameraHealth} reads a look top-down and is the class to start reading
 * at; {@link io.cityward.scenes.health.Look} says what is measured.
 */
package io.cityward.scenes.health;
