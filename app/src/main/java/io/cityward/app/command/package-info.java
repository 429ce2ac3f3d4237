/**
 * One class per sub-command: reads its options, wires what it needs, prints what came of it. Start
 * reading at {@link io.cityward.app.command.AllCommand}.
 */
package io.cityward.app.command;
