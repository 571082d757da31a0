#pragma once

/// The catalogue queries. {schemas} stands for a condition on pg_namespace n.

#include <string>
#include <string_view>
#include <vector>

namespace askdb::postgres {

/// The relations of interest: c is pg_class, n pg_namespace.
inline constexpr std::string_view kRelationFilter =
    "c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND {schemas} "
    "AND (pg_catalog.has_table_privilege(c.oid, 'SELECT') "
    "OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT'))";

/// oid, schema, name, kind, comment, rows, bytes. A partitioned table counts its partitions; a
/// table never analysed has the statistics collector's count.
inline constexpr std::string_view kRelations =
    "WITH RECURSIVE part(root, oid) AS (SELECT inhparent, inhrelid FROM pg_catalog.pg_inherits "
    "UNION SELECT part.root, i.inhrelid FROM part JOIN pg_catalog.pg_inherits i "
    "ON i.inhparent = part.oid), "
    "counted AS (SELECT c.oid, CASE WHEN c.relkind IN ('v', 'f') THEN NULL "
    "WHEN c.reltuples >= 0 THEN c.reltuples "
    "WHEN c.relkind <> 'p' AND pg_catalog.pg_relation_size(c.oid) = 0 THEN 0 "
    "ELSE nullif(s.n_live_tup, 0) END AS n, "
    "CASE WHEN c.relkind NOT IN ('r', 'm') THEN NULL WHEN c.relpages > 0 "
    "THEN c.relpages::bigint * 8192 ELSE pg_catalog.pg_relation_size(c.oid) END AS bytes "
    "FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid "
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')) "
    "SELECT c.oid, n.nspname, c.relname, c.relkind, d.description, "
    "CASE WHEN c.relkind = 'p' THEN (SELECT sum(k.n) FROM part JOIN counted k ON k.oid = part.oid "
    "JOIN pg_catalog.pg_class l ON l.oid = k.oid AND l.relkind <> 'p' WHERE part.root = c.oid) "
    "ELSE t.n END::bigint, "
    "CASE WHEN c.relkind = 'p' THEN (SELECT sum(k.bytes) FROM part JOIN counted k "
    "ON k.oid = part.oid WHERE part.root = c.oid) ELSE t.bytes END::bigint "
    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "JOIN counted t ON t.oid = c.oid "
    "LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = 0 "
    "AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass "
    "WHERE {filter} ORDER BY n.nspname, c.relname";

/// oid, number, name, type, base type's name, category, kind, not null, default, comment, enum
/// labels.
inline constexpr std::string_view kColumns =
    "SELECT c.oid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), "
    "b.typname, b.typcategory, b.typtype, a.attnotnull, "
    "pg_catalog.pg_get_expr(f.adbin, f.adrelid), d.description, e.labels "
    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
    "JOIN pg_catalog.pg_type b "
    "ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END "
    "LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum "
    "LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = a.attnum "
    "AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass "
    "LEFT JOIN (SELECT enumtypid, pg_catalog.array_agg(enumlabel::text ORDER BY enumsortorder) "
    "AS labels FROM pg_catalog.pg_enum GROUP BY enumtypid) e ON e.enumtypid = b.oid "
    "WHERE {filter} AND (pg_catalog.has_table_privilege(c.oid, 'SELECT') "
    "OR pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')) ORDER BY c.oid, a.attnum";

/// oid, kind (p, u, f), columns, referenced oid, referenced columns. What a partition inherits is
/// its table's.
inline constexpr std::string_view kConstraints =
    "SELECT k.conrelid, k.contype, k.conkey, k.confrelid, k.confkey "
    "FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE k.contype IN ('p', 'f') AND k.conparentid = 0 AND {filter} "
    "ORDER BY k.conrelid, k.conname";

/// oid, name, unique, columns. Partial and expression indexes are left out.
inline constexpr std::string_view kIndexes =
    "SELECT i.indrelid, x.relname, i.indisunique, "
    "'{' || pg_catalog.replace(i.indkey::text, ' ', ',') || '}' "
    "FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid "
    "JOIN pg_catalog.pg_class c ON c.oid = i.indrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE i.indpred IS NULL AND i.indexprs IS NULL AND i.indisvalid AND {filter} "
    "ORDER BY i.indrelid, x.relname";

/// schema, table, column, most common values; only columns with few values. n_distinct below 0 is a
/// share of the rows.
inline constexpr std::string_view kStatistics =
    "SELECT s.schemaname, s.tablename, s.attname, s.most_common_vals::text "
    "FROM pg_catalog.pg_stats s JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname "
    "JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename "
    "WHERE s.most_common_vals IS NOT NULL AND {filter} "
    "AND CASE WHEN s.n_distinct > 0 THEN s.n_distinct ELSE -s.n_distinct * c.reltuples END <= 50";

/// schema, table of the tables that were analysed.
inline constexpr std::string_view kAnalysed =
    "SELECT DISTINCT s.schemaname, s.tablename FROM pg_catalog.pg_stats s "
    "JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname WHERE {schemas}";

/// schema, name, is operator, types of the arguments: what users made and the guard must know. What
/// extensions brought was installed by an administrator.
inline constexpr std::string_view kRoutines =
    "SELECT n.nspname, p.proname, false, (SELECT pg_catalog.array_agg("
    "pg_catalog.format_type(a.type, NULL) ORDER BY a.place) "
    "FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY AS a(type, place)) "
    "FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace "
    "WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND NOT EXISTS (SELECT 1 "
    "FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass "
    "AND d.objid = p.oid AND d.deptype = 'e') "
    "UNION ALL SELECT n.nspname, o.oprname, true, pg_catalog.array_remove(ARRAY["
    "CASE WHEN o.oprleft <> 0 THEN pg_catalog.format_type(o.oprleft, NULL) END, "
    "pg_catalog.format_type(o.oprright, NULL)], NULL) "
    "FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace "
    "WHERE n.nspname <> 'pg_catalog' AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d "
    "WHERE d.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND d.objid = o.oid "
    "AND d.deptype = 'e') ORDER BY 1, 2";

/// schema, name, kind of the types that users made; row types of tables and array types left out.
inline constexpr std::string_view kTypes =
    "SELECT n.nspname, t.typname, CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' "
    "WHEN 'c' THEN 'composite' WHEN 'r' THEN 'range' WHEN 'm' THEN 'range' ELSE 'base' END "
    "FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
    "WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' "
    "AND t.typcategory <> 'A' AND (t.typrelid = 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_class c "
    "WHERE c.oid = t.typrelid AND c.relkind = 'c')) ORDER BY 1, 2";

/// Changes with every table, column, type, key and comment, and with users' functions.
inline constexpr std::string_view kFingerprint =
    "SELECT pg_catalog.md5(pg_catalog.concat_ws('/', "
    "(SELECT pg_catalog.md5(pg_catalog.string_agg(pg_catalog.concat_ws('.', n.nspname, c.relname, "
    "c.relkind, a.attname, a.attnum, a.atttypid, a.atttypmod, a.attnotnull, d.description), ';' "
    "ORDER BY c.oid, a.attnum)) "
    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid IN (0, a.attnum) "
    "AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass "
    "WHERE {filter}), "
    "(SELECT pg_catalog.md5(pg_catalog.string_agg(pg_catalog.concat_ws('.', k.conrelid, "
    "k.contype, k.conkey::text, k.confrelid, k.confkey::text), ';' ORDER BY k.oid)) "
    "FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE k.contype IN ('p', 'f', 'u') AND {filter}), "
    "(SELECT pg_catalog.md5(pg_catalog.string_agg(p.oid::text, ';' ORDER BY p.oid)) "
    "FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace "
    "WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')), "
    "(SELECT pg_catalog.md5(pg_catalog.string_agg(t.oid::text || t.typtype::text, ';' "
    "ORDER BY t.oid)) FROM pg_catalog.pg_type t "
    "JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
    "WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema')))";

/// The condition on n for the schemas configured, or for all that are not the system's.
std::string schema_condition(const std::vector<std::string>& schemas);

/// `sql` with {filter} and {schemas} put in.
std::string with_filter(std::string_view sql, const std::vector<std::string>& schemas);

}  // namespace askdb::postgres
