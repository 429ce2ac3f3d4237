/**
 * Which of its presets a camera shows, told by the picture alone. Start reading at {@link
 * io.cityward.scenes.preset.PresetRecogniser}.
 */
package io.cityward.scenes.preset;
