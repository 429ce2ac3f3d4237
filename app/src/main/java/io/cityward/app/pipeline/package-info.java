/**
 * One camera's way from frames to findings, and from findings to the alert book. Start reading at
 * {@link io.cityward.app.pipeline.CameraPipeline}.
 */
package io.cityward.app.pipeline;
