/**
 * Garbage piles and overflowing bins. Start reading at {@link
 * io.cityward.scenes.garbage.GarbagePileSettings}.
 */
package io.cityward.scenes.garbage;
