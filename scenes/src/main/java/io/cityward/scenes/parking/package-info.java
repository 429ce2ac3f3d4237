/**
 * Vehicles that stand where they must not. {@link io.cityward.scenes.parking.IllegalParking} reads
 * a look top-down; {@link io.cityward.scenes.parking.Stay} is one vehicle's stay in one place, and
 * the class to start reading at.
 */
package io.cityward.scenes.parking;
