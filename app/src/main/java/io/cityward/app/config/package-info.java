/**
 * What an operator writes in {@code cityward.yml}, as immutable records, one per component. Start
 * reading at {@link io.cityward.app.config.CityConfig}; the file with every key and its default is
 * {@code deploy/cityward.yml}.
 */
package io.cityward.app.config;
