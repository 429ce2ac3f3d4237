/**
 * Tells pictures that show something new from those that need no detector. Start reading at {@link
 * io.cityward.scenes.motion.MotionGate}.
 */
package io.cityward.scenes.motion;
