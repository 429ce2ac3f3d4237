package io.cityward.alerts.store;

import org.jdbi.v3.core.Handle;

/** The tables of the book inside one transaction. Valid only while that transaction runs. */
public record Ledger(
    AlertTable alerts,
    CaseTable cases,
    ViewTable views,
    HintTable hints,
    FindingTable findings,
    SightingTable sightings,
    EvidenceTable evidence,
    WorkOrderTable orders,
    OutboxTable outbox,
    CommandTable commands,
    CameraTable cameras,
    AuditTable audit,
    DepartmentTable departments,
    ApplicationTable applications,
    GrantTable grants,
    UsageTable usage,
    UsageReader usageReader,
    AlgorithmTable algorithms,
    VersionTable versions,
    ComparisonTable comparisons,
    ShadowTable shadows,
    VerificationTable verifications,
    FollowUpTables followUp,
    ConnectorTables connectors,
    DispatchTables dispatch,
    EventLog events) {

  static Ledger on(Handle handle) {
    EvidenceTable evidence = new EvidenceTable(handle);
    OutboxTable outbox = new OutboxTable(handle);
    FollowUpTables followUp = FollowUpTables.on(handle);
    return new Ledger(
        new AlertTable(handle, evidence),
        new CaseTable(handle),
        new ViewTable(handle),
        new HintTable(handle),
        new FindingTable(handle),
        new SightingTable(handle),
        evidence,
        new WorkOrderTable(handle, outbox, followUp.supervision()),
        outbox,
        new CommandTable(handle),
        new CameraTable(handle),
        new AuditTable(handle),
        new DepartmentTable(handle),
        new ApplicationTable(handle),
        new GrantTable(handle),
        new UsageTable(handle),
        new UsageReader(handle),
        new AlgorithmTable(handle),
        new VersionTable(handle),
        new ComparisonTable(handle),
        new ShadowTable(handle),
        new VerificationTable(handle),
        followUp,
        ConnectorTables.on(handle),
        DispatchTables.on(handle),
        new EventLog(handle));
  }
}
