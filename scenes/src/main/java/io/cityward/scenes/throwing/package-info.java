/**
 * High-altitude throwing 高空抛物: something falls along a façade. {@link
 * io.cityward.scenes.throwing.MovingPixels} says what moved between pictures, {@link
 * io.cityward.scenes.throwing.Specks} gathers it into small things, {@link
 * io.cityward.scenes.throwing.Chains} follows these from picture to picture, and {@link
 * io.cityward.scenes.throwing.Fall} says whether a way is a fall by the laws of physics. Start
 * reading at {@link io.cityward.scenes.throwing.HighAltitudeThrowing}. No detector is involved.
 */
package io.cityward.scenes.throwing;
