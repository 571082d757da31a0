-- What users see comes first in each row; the large parts come last, so that a search reads past
-- them. Child tables name a message by its number, which is its place among all messages.

CREATE TABLE threads (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  search TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  share_token TEXT UNIQUE
) STRICT;
CREATE INDEX threads_by_time ON threads (owner, updated_at DESC, id DESC);

CREATE TABLE messages (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  sender TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at TEXT NOT NULL,
  answers TEXT,
  rating TEXT,
  content TEXT NOT NULL,
  search TEXT NOT NULL,
  details TEXT,
  debug TEXT
) STRICT;
CREATE INDEX messages_of_thread ON messages (thread_id, number);
CREATE INDEX messages_unfinished ON messages (number) WHERE status IN ('running', 'waiting');

CREATE TABLE events (
  message INTEGER NOT NULL REFERENCES messages (number) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (message, number)
) STRICT;

CREATE TABLE results (
  message INTEGER NOT NULL REFERENCES messages (number) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  is_truncated INTEGER NOT NULL,
  columns TEXT,
  rows TEXT,
  PRIMARY KEY (message, step)
) STRICT;

CREATE TABLE tokens (
  message INTEGER NOT NULL REFERENCES messages (number) ON DELETE CASCADE,
  stage TEXT NOT NULL,
  model TEXT NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  price_usd REAL NOT NULL,
  is_price_known INTEGER NOT NULL,
  elapsed_ms INTEGER NOT NULL,
  PRIMARY KEY (message, stage, model)
) STRICT, WITHOUT ROWID;

CREATE TABLE thread_databases (
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (thread_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE approvals (
  message INTEGER PRIMARY KEY REFERENCES messages (number) ON DELETE CASCADE,
  id TEXT NOT NULL UNIQUE,
  request TEXT,
  answer TEXT
) STRICT;

CREATE TABLE run_logs (
  message INTEGER PRIMARY KEY REFERENCES messages (number) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  question TEXT NOT NULL,
  sql_generated TEXT NOT NULL,
  sql_executed TEXT NOT NULL,
  rows_returned TEXT NOT NULL,
  durations_ms TEXT NOT NULL,
  outcome TEXT NOT NULL,
  engine TEXT NOT NULL,
  was_corrected INTEGER NOT NULL,
  correction_type TEXT,
  user_feedback TEXT,
  user_rating INTEGER
) STRICT;
CREATE INDEX run_logs_by_time ON run_logs (created_at DESC, message DESC);
