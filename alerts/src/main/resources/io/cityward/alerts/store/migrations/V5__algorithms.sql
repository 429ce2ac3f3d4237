-- The algorithm repository: versions of model packs, their roles, and how they proved themselves.
INSERT INTO counters (name, value) VALUES ('algorithm', 0);
INSERT INTO counters (name, value) VALUES ('comparison', 0);
INSERT INTO counters (name, value) VALUES ('shadow', 0);

CREATE TABLE algorithms (
  name VARCHAR(63) PRIMARY KEY,
  -- Of the roles; never given twice.
  revision BIGINT NOT NULL,
  -- Versions, empty for none.
  active VARCHAR(63) NOT NULL,
  canary VARCHAR(63) NOT NULL,
  shadow VARCHAR(63) NOT NULL,
  -- JSON lists: versions that were active, the last first; camera ids.
  earlier TEXT NOT NULL,
  canary_cameras TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by VARCHAR(100) NOT NULL
);

CREATE TABLE algorithm_versions (
  algorithm VARCHAR(63) NOT NULL REFERENCES algorithms (name),
  version VARCHAR(63) NOT NULL,
  origin VARCHAR(20) NOT NULL,
  state VARCHAR(20) NOT NULL,
  state_reason VARCHAR(1000) NOT NULL,
  engine VARCHAR(63) NOT NULL,
  bytes BIGINT NOT NULL,
  -- Of the files, and of the ZIP they came in (empty for bundled ones).
  sha256 VARCHAR(64) NOT NULL,
  archive_sha256 VARCHAR(64) NOT NULL,
  -- JSON lists.
  licences TEXT NOT NULL,
  labels TEXT NOT NULL,
  uploaded_at BIGINT NOT NULL,
  uploaded_by VARCHAR(100) NOT NULL,
  -- JSON, empty until tried.
  trial TEXT NOT NULL,
  PRIMARY KEY (algorithm, version)
);

CREATE TABLE algorithm_comparisons (
  number ${key} PRIMARY KEY,
  algorithm VARCHAR(63) NOT NULL,
  first_version VARCHAR(63) NOT NULL,
  second_version VARCHAR(63) NOT NULL,
  data_set VARCHAR(63) NOT NULL,
  state VARCHAR(20) NOT NULL,
  state_reason VARCHAR(1000) NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by VARCHAR(100) NOT NULL,
  finished_at BIGINT,
  -- JSON list, empty until done.
  classes TEXT NOT NULL
);
CREATE INDEX algorithm_comparisons_by_algorithm ON algorithm_comparisons (algorithm, number);

CREATE TABLE shadow_findings (
  number ${key} PRIMARY KEY,
  finding_id VARCHAR(400) NOT NULL UNIQUE,
  algorithm VARCHAR(63) NOT NULL,
  version VARCHAR(63) NOT NULL,
  camera_id VARCHAR(63) NOT NULL,
  scene VARCHAR(100) NOT NULL,
  began_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  ended_at BIGINT,
  box_left DOUBLE PRECISION NOT NULL,
  box_top DOUBLE PRECISION NOT NULL,
  box_right DOUBLE PRECISION NOT NULL,
  box_bottom DOUBLE PRECISION NOT NULL,
  score DOUBLE PRECISION NOT NULL
);
CREATE INDEX shadow_findings_by_version ON shadow_findings (algorithm, version, number);

-- Which scenes of which cameras a shadow looks at, and since when: elsewhere it cannot miss anything.
CREATE TABLE shadow_watches (
  algorithm VARCHAR(63) NOT NULL,
  version VARCHAR(63) NOT NULL,
  camera_id VARCHAR(63) NOT NULL,
  scene VARCHAR(100) NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  PRIMARY KEY (algorithm, version, camera_id, scene, since)
);
