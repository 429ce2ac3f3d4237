/**
 * A camera that was added at run time, as the book keeps it. Start reading at {@link
 * io.cityward.alerts.camera.RegisteredCamera}.
 */
package io.cityward.alerts.camera;
