-- What is due of orders, what people say and show about them, and what people must be told.
INSERT INTO counters (name, value) VALUES ('attachment', 0);
INSERT INTO counters (name, value) VALUES ('notice', 0);
INSERT INTO counters (name, value) VALUES ('report', 0);

CREATE TABLE order_supervision (
  order_number ${key} PRIMARY KEY REFERENCES work_orders (number),
  severity VARCHAR(20) NOT NULL,
  level VARCHAR(20) NOT NULL,
  -- Of the step that is to be done next; empty and absent where nothing is due.
  step VARCHAR(20) NOT NULL,
  calendar VARCHAR(63) NOT NULL,
  since_at BIGINT,
  due_at BIGINT,
  remind_at BIGINT,
  escalations INTEGER NOT NULL,
  flag VARCHAR(20) NOT NULL,
  -- The department's time.
  handle_from BIGINT,
  handle_by BIGINT,
  suspended_at BIGINT,
  suspended_until BIGINT,
  -- An extension that nobody has decided yet.
  asked_until BIGINT,
  asked_reason VARCHAR(1000) NOT NULL,
  asked_by VARCHAR(100) NOT NULL,
  asked_at BIGINT,
  extensions INTEGER NOT NULL,
  urges INTEGER NOT NULL,
  urged_until BIGINT,
  -- When somebody must look at it again; absent: never.
  next_at BIGINT,
  comments INTEGER NOT NULL,
  attachments INTEGER NOT NULL,
  reports INTEGER NOT NULL
);
CREATE INDEX order_supervision_next ON order_supervision (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX order_supervision_late ON order_supervision (flag, due_at) WHERE flag <> 'ON_TIME';

CREATE TABLE order_remarks (
  order_number BIGINT NOT NULL REFERENCES work_orders (number),
  position INTEGER NOT NULL,
  at BIGINT NOT NULL,
  actor VARCHAR(100) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  text VARCHAR(1000) NOT NULL,
  until_at BIGINT,
  PRIMARY KEY (order_number, position)
);

CREATE TABLE order_attachments (
  number ${key} PRIMARY KEY,
  order_number BIGINT NOT NULL REFERENCES work_orders (number),
  file_name VARCHAR(200) NOT NULL,
  media_type VARCHAR(100) NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 CHAR(64) NOT NULL,
  path VARCHAR(300) NOT NULL,
  note VARCHAR(500) NOT NULL,
  at BIGINT NOT NULL,
  actor VARCHAR(100) NOT NULL
);
CREATE INDEX order_attachments_by_order ON order_attachments (order_number, number);

CREATE TABLE notices (
  seq ${key} PRIMARY KEY,
  notice_key VARCHAR(100) NOT NULL UNIQUE,
  order_number BIGINT NOT NULL REFERENCES work_orders (number),
  kind VARCHAR(30) NOT NULL,
  level VARCHAR(20) NOT NULL,
  department_id VARCHAR(63) NOT NULL,
  department_name VARCHAR(200) NOT NULL,
  due_at BIGINT,
  words VARCHAR(1000) NOT NULL,
  at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  -- Absent once it is told.
  next_attempt_at BIGINT
);
CREATE INDEX notices_waiting ON notices (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

CREATE TABLE case_reports (
  number ${key} PRIMARY KEY,
  alert_number BIGINT NOT NULL REFERENCES alerts (number),
  source VARCHAR(20) NOT NULL,
  system VARCHAR(63) NOT NULL,
  report_key VARCHAR(100) NOT NULL,
  -- SHA-256 of what was reported, so that a key used for something else is noticed.
  fingerprint CHAR(64) NOT NULL,
  event_code VARCHAR(100) NOT NULL,
  event_name VARCHAR(200) NOT NULL,
  place_id VARCHAR(100) NOT NULL,
  place_name VARCHAR(200) NOT NULL,
  place_area VARCHAR(100) NOT NULL,
  latitude DOUBLE PRECISION NOT NULL,
  longitude DOUBLE PRECISION NOT NULL,
  description VARCHAR(2000) NOT NULL,
  reporter_name VARCHAR(100) NOT NULL,
  reporter_contact VARCHAR(200) NOT NULL,
  seen_at BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor VARCHAR(100) NOT NULL,
  -- 1 when it joined a case that was open already.
  joined INTEGER NOT NULL,
  reason VARCHAR(500) NOT NULL,
  UNIQUE (system, report_key)
);
CREATE INDEX case_reports_by_alert ON case_reports (alert_number);

-- A report joins what is open of its code, whatever camera found it.
CREATE INDEX alerts_open_by_code ON alerts (event_code, number) WHERE case_open = 1;
