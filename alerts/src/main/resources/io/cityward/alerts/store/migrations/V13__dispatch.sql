-- Areas that were imported; those of the configuration's file are not here.
CREATE TABLE areas (
  code VARCHAR(100) PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  level VARCHAR(20) NOT NULL,
  -- Codes and ids, empty for none.
  parent VARCHAR(100) NOT NULL,
  department_id VARCHAR(63) NOT NULL,
  -- JSON, the coordinates of a GeoJSON MultiPolygon.
  rings TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by VARCHAR(100) NOT NULL
);

-- What dispatching goes by and is edited as a whole; readers keep what they made of it until the
-- revision grows.
CREATE TABLE dispatch_settings (
  -- areas (content empty, see above), rules (JSON list), learned (JSON).
  name VARCHAR(20) PRIMARY KEY,
  revision BIGINT NOT NULL,
  content TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by VARCHAR(100) NOT NULL
);
INSERT INTO dispatch_settings (name, revision, content, changed_at, changed_by)
  VALUES ('areas', 0, '', 0, '');
INSERT INTO dispatch_settings (name, revision, content, changed_at, changed_by)
  VALUES ('rules', 0, '[]', 0, '');
INSERT INTO dispatch_settings (name, revision, content, changed_at, changed_by)
  VALUES ('learned', 0, '', 0, '');

-- What was learned from past decisions; the newest is used.
INSERT INTO counters (name, value) VALUES ('dispatch_model', 0);
CREATE TABLE dispatch_models (
  number ${key} PRIMARY KEY,
  trained_at BIGINT NOT NULL,
  trained_by VARCHAR(100) NOT NULL,
  -- JSON: how it did on held-out decisions; the weights.
  report TEXT NOT NULL,
  weights TEXT NOT NULL
);
