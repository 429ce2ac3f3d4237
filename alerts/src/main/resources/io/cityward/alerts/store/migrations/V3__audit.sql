-- Who changed what: rows are added, never changed.
INSERT INTO counters (name, value) VALUES ('audit', 0);

CREATE TABLE audit (
  seq ${key} PRIMARY KEY,
  at BIGINT NOT NULL,
  actor VARCHAR(100) NOT NULL,
  -- What was done: application.decide.
  action VARCHAR(60) NOT NULL,
  -- To what: department/traffic-police.
  subject VARCHAR(200) NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  -- JSON, empty where there was or is nothing.
  before_value TEXT NOT NULL,
  after_value TEXT NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject, seq);
