/**
 * Files that people put to an order: what they may be, and what is known of them. Start reading at
 * {@link io.cityward.alerts.attachment.FileType}.
 */
package io.cityward.alerts.attachment;
