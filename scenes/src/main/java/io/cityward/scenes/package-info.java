/**
 * What happens in front of a camera, decided from detections and pictures over time. A scene is
 * pure state: observations in, findings out. Start reading at {@link io.cityward.scenes.Scene};
 * {@link io.cityward.scenes.SceneCatalog} says which scenes there are, and {@link
 * io.cityward.scenes.parking.IllegalParking} is the first of them. What pictures tell besides
 * events stands beside it: {@code motion} (does this one need a detector), {@code preset} (which
 * view is it), {@code health} (is it worth looking at).
 */
package io.cityward.scenes;
