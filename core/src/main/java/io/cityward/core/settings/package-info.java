/**
 * Strict reading of YAML and JSON that people write: every problem is found in one pass and named
 * with file, key, value and expectation; an unknown key is one of them, with a did-you-mean. Start
 * reading at {@link io.cityward.core.settings.Section}.
 */
package io.cityward.core.settings;
