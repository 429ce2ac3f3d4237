package io.cityward.inference.pack;

import java.util.Optional;

/**
 * One class of the model.
 *
 * @param name the model's own name
 * @param as our class of that kind; a class without is never reported
 */
public record Label(String name, Optional<String> as) {}
