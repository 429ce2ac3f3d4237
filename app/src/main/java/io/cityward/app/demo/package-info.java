/**
 * The whole system with cameras and a city system that are simulated, and a subscriber that watches
 * it as another system would. Start reading at {@link io.cityward.app.demo.Demo}.
 */
package io.cityward.app.demo;
