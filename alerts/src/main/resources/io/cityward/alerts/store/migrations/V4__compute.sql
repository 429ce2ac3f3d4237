-- Departments, what they applied for, what they were granted, and what was used.
INSERT INTO counters (name, value) VALUES ('department', 0);
INSERT INTO counters (name, value) VALUES ('application', 0);
INSERT INTO counters (name, value) VALUES ('grant', 0);

-- Those that were added at run time; those of the configuration file are not here.
CREATE TABLE departments (
  id VARCHAR(63) PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  revision BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by VARCHAR(100) NOT NULL
);

-- Of all departments, also those of the configuration file.
CREATE TABLE department_members (
  department_id VARCHAR(63) NOT NULL,
  user_name VARCHAR(100) NOT NULL,
  role VARCHAR(20) NOT NULL,
  PRIMARY KEY (department_id, user_name)
);

CREATE TABLE applications (
  number ${key} PRIMARY KEY,
  department_id VARCHAR(63) NOT NULL,
  -- COMPUTE has guaranteed, ceiling and priority; ALGORITHM the other three.
  kind VARCHAR(20) NOT NULL,
  guaranteed DOUBLE PRECISION NOT NULL,
  ceiling DOUBLE PRECISION NOT NULL,
  priority INTEGER NOT NULL,
  algorithm VARCHAR(100) NOT NULL,
  -- Ids, joined by commas.
  cameras TEXT NOT NULL,
  frames_per_second DOUBLE PRECISION NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  state VARCHAR(20) NOT NULL,
  submitted_at BIGINT NOT NULL,
  submitted_by VARCHAR(100) NOT NULL,
  -- So that the same submission again finds what it became.
  submit_key VARCHAR(100) NOT NULL,
  decided_at BIGINT,
  decided_by VARCHAR(100) NOT NULL,
  decision_reason VARCHAR(1000) NOT NULL,
  grant_number BIGINT,
  revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX applications_by_key ON applications (department_id, submit_key);
CREATE INDEX applications_by_state ON applications (state, number);

CREATE TABLE grants (
  number ${key} PRIMARY KEY,
  application_number BIGINT NOT NULL REFERENCES applications (number),
  department_id VARCHAR(63) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  guaranteed DOUBLE PRECISION NOT NULL,
  ceiling DOUBLE PRECISION NOT NULL,
  priority INTEGER NOT NULL,
  algorithm VARCHAR(100) NOT NULL,
  cameras TEXT NOT NULL,
  frames_per_second DOUBLE PRECISION NOT NULL,
  compute_units DOUBLE PRECISION NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  -- until_at, or when it was revoked, whichever comes first; never before from_at.
  ends_at BIGINT NOT NULL,
  granted_at BIGINT NOT NULL,
  granted_by VARCHAR(100) NOT NULL,
  revoked_at BIGINT,
  revoked_by VARCHAR(100) NOT NULL,
  revoke_reason VARCHAR(1000) NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX grants_by_end ON grants (ends_at);
CREATE INDEX grants_by_department ON grants (department_id, number);

-- What tasks used. A row stands for step_seconds from at on; rows of a minute carry who counted,
-- those that were rolled up do not.
CREATE TABLE task_usage (
  step_seconds INTEGER NOT NULL,
  at BIGINT NOT NULL,
  department_id VARCHAR(63) NOT NULL,
  algorithm VARCHAR(100) NOT NULL,
  version VARCHAR(100) NOT NULL,
  camera_id VARCHAR(63) NOT NULL,
  scene VARCHAR(100) NOT NULL,
  worker VARCHAR(100) NOT NULL,
  cu_seconds DOUBLE PRECISION NOT NULL,
  wanted BIGINT NOT NULL,
  inferred BIGINT NOT NULL,
  answered_without BIGINT NOT NULL,
  replaced BIGINT NOT NULL,
  too_late BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  other BIGINT NOT NULL,
  PRIMARY KEY (step_seconds, at, department_id, algorithm, version, camera_id, scene, worker)
);
-- Where alerts look for who saw them.
CREATE INDEX task_usage_by_camera ON task_usage (
  camera_id, scene, step_seconds, at, department_id, algorithm, version);

-- What departments had, in CU seconds.
CREATE TABLE department_usage (
  step_seconds INTEGER NOT NULL,
  at BIGINT NOT NULL,
  department_id VARCHAR(63) NOT NULL,
  worker VARCHAR(100) NOT NULL,
  guaranteed DOUBLE PRECISION NOT NULL,
  used DOUBLE PRECISION NOT NULL,
  lent DOUBLE PRECISION NOT NULL,
  borrowed DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (step_seconds, at, department_id, worker)
);

-- Up to when rows of a step were rolled up into larger ones; older ones are no longer taken.
CREATE TABLE usage_rolled (
  step_seconds INTEGER PRIMARY KEY,
  until_at BIGINT NOT NULL
);
