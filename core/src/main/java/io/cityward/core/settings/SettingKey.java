package io.cityward.core.settings;

/**
 * A key that a reader asks for, as it would be written. Empty texts stand for what a reader does
 * not say at once, such as the bounds of a list.
 *
 * @param otherwise its default
 */
public record SettingKey(String name, String otherwise, String least, String most) {}
