-- Times, ids and what is searched are compared byte by byte, whatever the database's language is.
-- JSON is kept as text: as it was written, and with characters that jsonb refuses. Child tables
-- name a message by its number, which is its place among all messages.

CREATE TABLE askdb.threads (
  id text COLLATE "C" PRIMARY KEY,
  owner text COLLATE "C" NOT NULL,
  name text NOT NULL,
  search text COLLATE "C" NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  updated_at text COLLATE "C" NOT NULL,
  share_token text COLLATE "C" UNIQUE
);
CREATE INDEX threads_by_time ON askdb.threads (owner, updated_at DESC, id DESC);

CREATE TABLE askdb.messages (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  thread_id text COLLATE "C" NOT NULL REFERENCES askdb.threads (id) ON DELETE CASCADE,
  sender text NOT NULL,
  status text NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  answers text,
  rating text,
  content text NOT NULL,
  search text COLLATE "C" NOT NULL,
  details text,
  debug text
);
CREATE INDEX messages_of_thread ON askdb.messages (thread_id, number);
CREATE INDEX messages_unfinished ON askdb.messages (number) WHERE status IN ('running', 'waiting');

CREATE TABLE askdb.events (
  message bigint NOT NULL REFERENCES askdb.messages (number) ON DELETE CASCADE,
  number bigint NOT NULL,
  name text NOT NULL,
  data text NOT NULL,
  PRIMARY KEY (message, number)
);

CREATE TABLE askdb.results (
  message bigint NOT NULL REFERENCES askdb.messages (number) ON DELETE CASCADE,
  step integer NOT NULL,
  row_count bigint NOT NULL,
  is_truncated boolean NOT NULL,
  columns text,
  rows text,
  PRIMARY KEY (message, step)
);

CREATE TABLE askdb.tokens (
  message bigint NOT NULL REFERENCES askdb.messages (number) ON DELETE CASCADE,
  stage text COLLATE "C" NOT NULL,
  model text COLLATE "C" NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  calls bigint NOT NULL,
  price_usd double precision NOT NULL,
  is_price_known boolean NOT NULL,
  elapsed_ms bigint NOT NULL,
  PRIMARY KEY (message, stage, model)
);

CREATE TABLE askdb.thread_databases (
  thread_id text COLLATE "C" NOT NULL REFERENCES askdb.threads (id) ON DELETE CASCADE,
  name text COLLATE "C" NOT NULL,
  PRIMARY KEY (thread_id, name)
);

CREATE TABLE askdb.approvals (
  message bigint PRIMARY KEY REFERENCES askdb.messages (number) ON DELETE CASCADE,
  id text COLLATE "C" NOT NULL UNIQUE,
  request text,
  answer text
);

CREATE TABLE askdb.run_logs (
  message bigint PRIMARY KEY REFERENCES askdb.messages (number) ON DELETE CASCADE,
  created_at text COLLATE "C" NOT NULL,
  question text NOT NULL,
  sql_generated text NOT NULL,
  sql_executed text NOT NULL,
  rows_returned text NOT NULL,
  durations_ms text NOT NULL,
  outcome text NOT NULL,
  engine text NOT NULL,
  was_corrected boolean NOT NULL,
  correction_type text,
  user_feedback text,
  user_rating integer
);
CREATE INDEX run_logs_by_time ON askdb.run_logs (created_at DESC, message DESC);
