/**
 * The ways to people: e-mail, group robots of WeCom, DingTalk and Feishu, a web hook. Start reading
 * at {@link io.cityward.alerts.notice.channel.Channel}.
 */
package io.cityward.alerts.notice.channel;
