#pragma once

/// The catalogue queries. {schemas} stands for a list of databases: 'sales', 'stock'.

#include <string_view>

namespace askdb::mysql {

/// schema, table, kind, comment, rows, bytes. MySQL gives views the comment "VIEW".
inline constexpr std::string_view kTables =
    "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, TABLE_COMMENT, TABLE_ROWS, "
    "DATA_LENGTH + INDEX_LENGTH FROM information_schema.TABLES "
    "WHERE TABLE_SCHEMA IN ({schemas}) "
    "AND TABLE_TYPE IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') "
    "ORDER BY TABLE_SCHEMA, TABLE_NAME";

/// schema, table, column, data type, column type, nullable, default, comment.
inline constexpr std::string_view kColumns =
    "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, "
    "COLUMN_DEFAULT, COLUMN_COMMENT FROM information_schema.COLUMNS "
    "WHERE TABLE_SCHEMA IN ({schemas}) ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION";

/// schema, table, constraint, column, and where it points to; nothing for a primary key. Not by way
/// of TABLE_CONSTRAINTS, which shows nothing to a user who may only SELECT.
inline constexpr std::string_view kKeys =
    "SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, "
    "REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE "
    "WHERE TABLE_SCHEMA IN ({schemas}) "
    "AND (CONSTRAINT_NAME = 'PRIMARY' OR REFERENCED_TABLE_NAME IS NOT NULL) "
    "ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION";

/// schema, table, index, column (nothing for an expression), not unique, length of a prefix.
inline constexpr std::string_view kIndexes =
    "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, NON_UNIQUE, SUB_PART "
    "FROM information_schema.STATISTICS WHERE TABLE_SCHEMA IN ({schemas}) "
    "ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX";

/// schema, name: functions and procedures that users made.
inline constexpr std::string_view kRoutines =
    "SELECT ROUTINE_SCHEMA, ROUTINE_NAME FROM information_schema.ROUTINES "
    "WHERE ROUTINE_SCHEMA NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema') "
    "ORDER BY ROUTINE_SCHEMA, ROUTINE_NAME";

/// MariaDB only. schema, table, condition: its JSON columns are texts with json_valid(`column`).
inline constexpr std::string_view kJsonChecks =
    "SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CHECK_CLAUSE "
    "FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA IN ({schemas}) "
    "AND CHECK_CLAUSE LIKE 'json\\_valid(%'";

/// Changes with every table, column, key and comment, and with users' routines: the number of lines
/// and two halves of the digests of all of them, each kind for itself. XOR because a list of them
/// would be cut at some length.
inline constexpr std::string_view kFingerprint =
    "SELECT kind, COUNT(*), "
    "BIT_XOR(CAST(CONV(SUBSTRING(digest, 1, 16), 16, 10) AS UNSIGNED)), "
    "BIT_XOR(CAST(CONV(SUBSTRING(digest, 17, 16), 16, 10) AS UNSIGNED)) FROM ("
    "SELECT 1 AS kind, MD5(CONCAT_WS('\\0', TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, "
    "ORDINAL_POSITION, COLUMN_TYPE, IS_NULLABLE, COLUMN_COMMENT)) AS digest "
    "FROM information_schema.COLUMNS WHERE TABLE_SCHEMA IN ({schemas}) "
    "UNION ALL SELECT 2, MD5(CONCAT_WS('\\0', TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, "
    "TABLE_COMMENT)) FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ({schemas}) "
    "UNION ALL SELECT 3, MD5(CONCAT_WS('\\0', TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, "
    "COLUMN_NAME, ORDINAL_POSITION, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, "
    "REFERENCED_COLUMN_NAME)) FROM information_schema.KEY_COLUMN_USAGE "
    "WHERE TABLE_SCHEMA IN ({schemas}) "
    "UNION ALL SELECT 4, MD5(CONCAT_WS('\\0', ROUTINE_SCHEMA, ROUTINE_NAME)) "
    "FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA IN ({schemas})"
    ") AS parts GROUP BY kind ORDER BY kind";

}  // namespace askdb::mysql
