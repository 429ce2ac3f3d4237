/**
 * Draws hard cases for high-altitude throwing: a façade, things that fall along it by known
 * physics, and everything that is no fall but moves. Nothing in it is footage; the same seed always
 * draws the same. Start reading at {@link io.cityward.testkit.facade.FacadeFilm}.
 */
package io.cityward.testkit.facade;
