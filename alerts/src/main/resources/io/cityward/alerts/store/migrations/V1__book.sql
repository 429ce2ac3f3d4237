-- Times are microseconds since 1970. ${key} is the database's 64-bit primary key.

CREATE TABLE counters (
  name VARCHAR(20) PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('alert', 0);
INSERT INTO counters (name, value) VALUES ('order', 0);
INSERT INTO counters (name, value) VALUES ('event', 0);

CREATE TABLE alerts (
  number ${key} PRIMARY KEY,
  order_number BIGINT NOT NULL,
  camera_id VARCHAR(63) NOT NULL,
  camera_name VARCHAR(200) NOT NULL,
  place_name VARCHAR(200) NOT NULL,
  place_area VARCHAR(100) NOT NULL,
  latitude DOUBLE PRECISION NOT NULL,
  longitude DOUBLE PRECISION NOT NULL,
  scene VARCHAR(100) NOT NULL,
  zone_id VARCHAR(100) NOT NULL,
  zone_kind VARCHAR(100) NOT NULL,
  event_code VARCHAR(100) NOT NULL,
  event_name VARCHAR(200) NOT NULL,
  track_id VARCHAR(100) NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  box_left DOUBLE PRECISION NOT NULL,
  box_top DOUBLE PRECISION NOT NULL,
  box_right DOUBLE PRECISION NOT NULL,
  box_bottom DOUBLE PRECISION NOT NULL,
  state VARCHAR(20) NOT NULL,
  verdict VARCHAR(20) NOT NULL,
  verdict_by VARCHAR(100) NOT NULL,
  verdict_cause VARCHAR(1000) NOT NULL,
  began_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  raised_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  ended_at BIGINT,
  sightings INTEGER NOT NULL,
  reason VARCHAR(500) NOT NULL,
  -- 1 while the work order is not finished: what de-duplication compares with.
  case_open INTEGER NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX alerts_open ON alerts (camera_id, event_code) WHERE case_open = 1;
CREATE INDEX alerts_by_camera ON alerts (camera_id, number);
CREATE INDEX alerts_by_time ON alerts (raised_at);

CREATE TABLE findings (
  finding_id VARCHAR(100) PRIMARY KEY,
  alert_number BIGINT NOT NULL REFERENCES alerts (number),
  seen_at BIGINT NOT NULL,
  ended INTEGER NOT NULL
);
-- 0 goes on, 1 ended, 2 not heard of for long.
CREATE INDEX findings_live ON findings (seen_at) WHERE ended = 0;
CREATE INDEX findings_by_alert ON findings (alert_number);

CREATE TABLE sightings (
  alert_number BIGINT NOT NULL REFERENCES alerts (number),
  position INTEGER NOT NULL,
  seen_at BIGINT NOT NULL,
  track_id VARCHAR(100) NOT NULL,
  box_left DOUBLE PRECISION NOT NULL,
  box_top DOUBLE PRECISION NOT NULL,
  box_right DOUBLE PRECISION NOT NULL,
  box_bottom DOUBLE PRECISION NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  reason VARCHAR(500) NOT NULL,
  PRIMARY KEY (alert_number, position)
);

CREATE TABLE evidence (
  path VARCHAR(300) PRIMARY KEY,
  alert_number BIGINT NOT NULL REFERENCES alerts (number),
  kind VARCHAR(20) NOT NULL,
  media_type VARCHAR(100) NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 CHAR(64) NOT NULL,
  taken_at BIGINT NOT NULL
);
CREATE INDEX evidence_by_alert ON evidence (alert_number);

CREATE TABLE work_orders (
  number ${key} PRIMARY KEY,
  alert_number BIGINT NOT NULL REFERENCES alerts (number),
  state VARCHAR(20) NOT NULL,
  department_id VARCHAR(63) NOT NULL,
  department_name VARCHAR(200) NOT NULL,
  dispatched_by VARCHAR(200) NOT NULL,
  dispatches INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX work_orders_by_state ON work_orders (state, number);
CREATE INDEX work_orders_by_department ON work_orders (department_id, number);

CREATE TABLE order_history (
  order_number BIGINT NOT NULL REFERENCES work_orders (number),
  position INTEGER NOT NULL,
  at BIGINT NOT NULL,
  actor VARCHAR(100) NOT NULL,
  action VARCHAR(20) NOT NULL,
  from_state VARCHAR(20) NOT NULL,
  to_state VARCHAR(20) NOT NULL,
  note VARCHAR(1000) NOT NULL,
  PRIMARY KEY (order_number, position)
);

CREATE TABLE outbox (
  order_number BIGINT NOT NULL REFERENCES work_orders (number),
  dispatch INTEGER NOT NULL,
  connector VARCHAR(100) NOT NULL,
  state VARCHAR(20) NOT NULL,
  attempts INTEGER NOT NULL,
  external_id VARCHAR(200) NOT NULL,
  last_error VARCHAR(500) NOT NULL,
  next_attempt_at BIGINT,
  PRIMARY KEY (order_number, dispatch)
);
CREATE INDEX outbox_due ON outbox (connector, next_attempt_at) WHERE state = 'PENDING';

CREATE TABLE commands (
  subject VARCHAR(20) NOT NULL,
  command_key VARCHAR(100) NOT NULL,
  request VARCHAR(100) NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (subject, command_key)
);

CREATE TABLE events (
  seq ${key} PRIMARY KEY,
  kind VARCHAR(20) NOT NULL,
  number BIGINT NOT NULL
);
