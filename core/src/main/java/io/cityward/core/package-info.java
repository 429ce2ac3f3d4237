/**
 * The words that every module shares: ids, places in a picture, pictures themselves, and refused
 * requests. Nothing here does I/O or holds state. Start reading at {@link io.cityward.core.Picture}
 * for what travels through the pipeline and at {@link io.cityward.core.CityException} for how a
 * request is refused.
 */
package io.cityward.core;
