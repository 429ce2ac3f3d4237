-- Cameras that were added at run time; those of the configuration file are not here.

-- A revision is never given twice, also not to a camera that comes again under an old id.
INSERT INTO counters (name, value) VALUES ('camera', 0);

CREATE TABLE cameras (
  id VARCHAR(63) PRIMARY KEY,
  revision BIGINT NOT NULL,
  enabled INTEGER NOT NULL,
  -- JSON in the shape of a camera of the configuration file, without user and password.
  settings TEXT NOT NULL,
  login_user VARCHAR(100) NOT NULL,
  login_password VARCHAR(200) NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(100) NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by VARCHAR(100) NOT NULL
);

-- Camera ids are longer than the numbers of alerts and orders.
ALTER TABLE commands RENAME TO commands_before_cameras;
CREATE TABLE commands (
  subject VARCHAR(80) NOT NULL,
  command_key VARCHAR(100) NOT NULL,
  request VARCHAR(100) NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (subject, command_key)
);
INSERT INTO commands (subject, command_key, request, at)
  SELECT subject, command_key, request, at FROM commands_before_cameras;
DROP TABLE commands_before_cameras;
