-- When a process last said that it works on a running message: what falls silent was left by a crash.
ALTER TABLE askdb.messages ADD COLUMN alive_at timestamptz NOT NULL DEFAULT clock_timestamp();
