/**
 * Draws hard cases for the scenes that watch the ground: a street from a fixed camera, vehicles and
 * people that arrive, stand, leave and pass in front of each other by their physics, bags that are
 * set down and taken away. It knows the true box of everything at every moment, and has a scripted
 * detector that misses, doubts and trembles. Nothing in it is footage, and figures on it are
 * figures on generated footage; the same seed always draws the same. Start reading at {@link
 * io.cityward.testkit.street.StreetFilm}.
 */
package io.cityward.testkit.street;
