/**
 * Wires the modules together and offers them on the command line. Start reading at {@link
 * io.cityward.app.Cityward} for the commands, and at {@code io.cityward.app.Center} for how the
 * parts of a running system are put together.
 */
package io.cityward.app;
