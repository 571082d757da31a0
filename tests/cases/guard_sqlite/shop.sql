CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT, price REAL, attrs TEXT, parent_id INTEGER REFERENCES items);
CREATE TABLE orders (id INTEGER PRIMARY KEY, item_id INTEGER REFERENCES items(id), status TEXT, total REAL, ordered_on TEXT, update_time TEXT, "drop" INTEGER);
CREATE TABLE lines (order_id INTEGER, line_no INTEGER, item_id INTEGER, qty INTEGER, PRIMARY KEY (order_id, line_no)) WITHOUT ROWID;
CREATE TABLE [Order Log] ("Order ID" INTEGER PRIMARY KEY, "select" TEXT, "limit" INTEGER, "Straße" TEXT);
CREATE TABLE secret_keys (id INTEGER PRIMARY KEY, owner TEXT, secret TEXT);
CREATE TABLE strict_ones (id INTEGER PRIMARY KEY, data BLOB NOT NULL, n INTEGER NOT NULL CHECK (n > 100)) STRICT;
CREATE VIEW open_orders AS SELECT id, item_id, total FROM orders WHERE status = 'open';
CREATE VIEW dear_open_orders AS SELECT * FROM open_orders WHERE total > 50;
CREATE VIEW leak AS SELECT secret FROM secret_keys;
CREATE VIRTUAL TABLE notes USING fts5(title, body);
CREATE INDEX orders_item ON orders (item_id);
CREATE TRIGGER keep AFTER DELETE ON orders BEGIN SELECT 1; END;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
INSERT INTO items SELECT i, 'item ' || i, CASE i % 3 WHEN 0 THEN 'tool' WHEN 1 THEN 'toy' END, i * 37 % 900 / 10.0, json_object('color', CASE i % 2 WHEN 0 THEN 'red' ELSE 'blue' END, 'sizes', json_array(i % 3, i % 5)), CASE WHEN i > 5 THEN i / 5 END FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
INSERT INTO orders SELECT i, i * 13 % 400 + 1, CASE i % 4 WHEN 0 THEN 'open' WHEN 1 THEN 'paid' WHEN 2 THEN 'sent' ELSE 'deleted' END, 10 + i * 97 % 50000 / 100.0, date('2024-01-01', '+' || i % 600 || ' days'), NULL, i % 7 FROM n;
INSERT INTO lines SELECT id, 1, item_id, id % 5 + 1 FROM orders UNION ALL SELECT id, 2, item_id % 400 + 1, 1 FROM orders;
INSERT INTO [Order Log] SELECT id, 'choice ' || id % 4, id % 9, 'Hauptstraße ' || id FROM items WHERE id <= 50;
INSERT INTO secret_keys VALUES (1, 'owner', 'secret');
INSERT INTO notes VALUES ('first', 'a note about tools'), ('second', 'a note about toys');
