/**
 * Stalls where nobody may sell. {@link io.cityward.scenes.vending.StreetVending} reads a look
 * top-down; {@link io.cityward.scenes.vending.Thing} is one thing that stays in one place with
 * people at it, and the class to start reading at.
 */
package io.cityward.scenes.vending;
