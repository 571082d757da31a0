-- A shop with data enough to tell results apart, and with the traps a guard must know. Used by the
-- live tests of the guard: everything in public and report may be read, nothing in vault.
SET client_min_messages = warning;
SET TIME ZONE 'UTC';
CREATE SCHEMA report;
CREATE SCHEMA vault;

CREATE TYPE public.stage AS ENUM ('open', 'paid', 'sent', 'returned');
CREATE TABLE public.people (
  id integer PRIMARY KEY, name text NOT NULL, email varchar(80), city text, country char(2),
  born date, joined timestamptz NOT NULL, update_time timestamptz, is_deleted boolean NOT NULL,
  credit numeric(10,2), tags text[] NOT NULL, profile jsonb, boss_id integer REFERENCES people);
CREATE TABLE public.goods (
  id integer PRIMARY KEY, sku text UNIQUE NOT NULL, title text NOT NULL, price numeric(8,2) NOT NULL,
  weight double precision, attrs jsonb NOT NULL, drop_date date, "grant" text, kind_id integer);
CREATE TABLE public.kinds (id integer PRIMARY KEY, parent_id integer REFERENCES kinds, title text);
CREATE TABLE public.orders (
  id integer PRIMARY KEY, person_id integer NOT NULL REFERENCES people, stage public.stage NOT NULL,
  day date NOT NULL, placed timestamptz NOT NULL, total numeric(10,2) NOT NULL, note text);
CREATE TABLE public.lines (
  order_id integer REFERENCES orders, line_no integer, good_id integer REFERENCES goods,
  qty integer NOT NULL, price numeric(8,2) NOT NULL, PRIMARY KEY (order_id, line_no));
CREATE TABLE public.visits (
  id bigint PRIMARY KEY, person_id integer, kind text NOT NULL, at timestamp NOT NULL,
  payload jsonb NOT NULL, session uuid, ip inet);
CREATE TABLE public."Till Log" ("Entry ID" integer PRIMARY KEY, "select" text, "limit" integer,
  "Größe" numeric, "update" timestamptz);
CREATE TABLE public.texts (id integer PRIMARY KEY, body text NOT NULL, words tsvector NOT NULL);
CREATE TABLE public.shops (id integer PRIMARY KEY, title text, spot point, hours int4range,
  season daterange);
CREATE TABLE report.daily (day date, metric text, value double precision, PRIMARY KEY (day, metric));
CREATE TABLE vault.secrets (id integer PRIMARY KEY, owner text, token text);
CREATE TABLE vault.wages (person_id integer PRIMARY KEY, wage numeric);
CREATE SEQUENCE public.receipt_seq;
CREATE VIEW report.sales AS SELECT day, count(*) AS n, sum(total) AS total FROM orders GROUP BY day;

CREATE FUNCTION public.leak(o public.orders) RETURNS text LANGUAGE sql SECURITY DEFINER
  AS $$ SELECT string_agg(token, ',') FROM vault.secrets $$;
CREATE FUNCTION public.upper(x integer) RETURNS text LANGUAGE sql SECURITY DEFINER
  AS $$ SELECT token FROM vault.secrets WHERE id = x $$;
CREATE FUNCTION public.wipe() RETURNS integer LANGUAGE sql AS $$ DELETE FROM public.lines; SELECT 1 $$;
CREATE FUNCTION public.seen(a text, b text) RETURNS boolean LANGUAGE plpgsql COST 0.0001
  AS $$ BEGIN RAISE NOTICE '%', a; RETURN true; END $$;
CREATE OPERATOR public.=~= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.seen);
CREATE OPERATOR public.+ (LEFTARG = text, RIGHTARG = text, FUNCTION = public.seen);
CREATE FUNCTION public.peek(x integer) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  AS $$ BEGIN RETURN (SELECT count(*) FROM vault.secrets) > x; END $$;
CREATE DOMAIN public.small AS integer CHECK (public.peek(VALUE));
CREATE AGGREGATE public.total_of (integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');

INSERT INTO kinds SELECT i, CASE WHEN i > 3 THEN i % 3 + 1 END, 'Kind ' || i FROM generate_series(1, 12) i;
INSERT INTO people SELECT i, (ARRAY['Ada','Ben','Cleo','O''Neil','Zoë'])[i % 5 + 1] || ' ' || i,
  'p' || i || '@example.org', (ARRAY['Graz','Lyon','Kyoto',NULL])[i % 4 + 1], (ARRAY['AT','FR','JP'])[i % 3 + 1],
  date '1960-01-01' + i * 41, timestamptz '2023-01-01 00:00+00' + (i * 7 || ' hours')::interval,
  CASE WHEN i % 3 = 0 THEN timestamptz '2024-05-01 00:00+00' + (i || ' minutes')::interval END, i % 17 = 0,
  (i % 30) * 100, ARRAY['t' || i % 3, 't' || i % 5], CASE WHEN i % 6 > 0 THEN
  jsonb_build_object('lang', (ARRAY['de','fr','en'])[i % 3 + 1], 'score', i % 100, 'home', jsonb_build_object('zip', i * 7)) END,
  CASE WHEN i > 1 THEN i / 4 + CASE WHEN i < 4 THEN 1 ELSE 0 END END FROM generate_series(1, 300) i;
INSERT INTO goods SELECT i, 'G-' || lpad(i::text, 4, '0'), 'Good ' || i, 5 + i * 37 % 900 / 10.0, i * 0.7,
  jsonb_build_object('color', (ARRAY['red','blue'])[i % 2 + 1], 'size', i % 9, 'marks', jsonb_build_array(i % 4, i % 5)),
  CASE WHEN i % 8 = 0 THEN date '2024-01-01' + i END, 'grant ' || i % 4, i % 12 + 1 FROM generate_series(1, 120) i;
INSERT INTO orders SELECT i, i * 13 % 300 + 1, (ARRAY['open','paid','sent','returned'])[i % 4 + 1]::stage,
  date '2023-01-01' + i % 700, timestamptz '2023-01-01 00:00+00' + (i % 700 || ' days')::interval, 10 + i * 97 % 40000 / 100.0,
  CASE WHEN i % 40 = 0 THEN 'please drop table 5; thanks' END FROM generate_series(1, 2500) i;
INSERT INTO lines SELECT o, l, (o * 7 + l) % 120 + 1, (o + l) % 4 + 1, 5 + (o + l) % 50 FROM generate_series(1, 2500) o, generate_series(1, 2) l;
INSERT INTO visits SELECT i, i % 280 + 1, (ARRAY['view','click','buy','delete_account'])[i % 4 + 1],
  timestamp '2024-01-01' + (i * 9 || ' minutes')::interval, jsonb_build_object('page', '/p/' || i % 30, 'ms', i % 700,
  'items', jsonb_build_array(jsonb_build_object('sku', 'G-' || i % 9, 'n', i % 3))),
  ('00000000-0000-4000-8000-' || lpad(to_hex(i / 8), 12, '0'))::uuid, ('10.1.' || i % 5 || '.' || i % 200)::inet
  FROM generate_series(1, 3000) i;
INSERT INTO "Till Log" SELECT i, 'choice ' || i % 3, i % 7, i * 1.5, timestamptz '2024-02-01 00:00+00' + (i || ' hours')::interval FROM generate_series(1, 60) i;
INSERT INTO texts SELECT i, b, to_tsvector('english', b) FROM (SELECT i, 'How to ' || (ARRAY['drop','update','grant'])[i % 3 + 1] || ' a table, part ' || i AS b FROM generate_series(1, 30) i) s;
INSERT INTO shops SELECT i, 'Shop ' || i, point(i, -i), int4range(8, 16 + i % 4), daterange(date '2024-01-01', date '2024-01-01' + i * 20) FROM generate_series(1, 10) i;
INSERT INTO report.daily SELECT date '2024-01-01' + d, m, (d * 7 + length(m)) % 90 FROM generate_series(0, 119) d, unnest(ARRAY['visits','revenue','drop_rate']) m;
INSERT INTO vault.secrets SELECT i, 'owner' || i, md5(i::text) FROM generate_series(1, 3) i;
INSERT INTO vault.wages SELECT i, i * 10 FROM generate_series(1, 300) i;
ANALYZE;
