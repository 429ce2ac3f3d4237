/**
 * Follows things from look to look. Start reading at {@link io.cityward.scenes.tracking.Tracker}.
 */
package io.cityward.scenes.tracking;
