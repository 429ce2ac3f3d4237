package io.cityward.alerts.algorithm;

import io.cityward.alerts.registry.Command;

/**
 * A change of roles that somebody asks for.
 *
 * @param basedOn the revision that was seen; refused as stale if it is not the newest
 * @param reason for the audit; may be empty, except for a roll-back
 */
public record RoleCommand(
    String algorithm, RoleAction action, long basedOn, String reason, Command by) {}
