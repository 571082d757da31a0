#include "sql/sqlite/authorizer.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "sql/sqlite/handle.hpp"

namespace askdb::sqlite {
namespace {

/// Sorted. zeroblob, randomblob, printf and format are here because their arguments are checked
/// as well (`find_bomb`). Not here, on purpose: load_extension, fts3_tokenizer, sqlite_*, changes,
/// total_changes, last_insert_rowid, optimize, rtreecheck and whatever a program may register.
constexpr std::string_view kFunctions[] = {"->",
                                           "->>",
                                           "abs",
                                           "acos",
                                           "acosh",
                                           "asin",
                                           "asinh",
                                           "atan",
                                           "atan2",
                                           "atanh",
                                           "avg",
                                           "bm25",
                                           "ceil",
                                           "ceiling",
                                           "char",
                                           "coalesce",
                                           "concat",
                                           "concat_ws",
                                           "cos",
                                           "cosh",
                                           "count",
                                           "cume_dist",
                                           "current_date",
                                           "current_time",
                                           "current_timestamp",
                                           "date",
                                           "datetime",
                                           "degrees",
                                           "dense_rank",
                                           "exp",
                                           "first_value",
                                           "floor",
                                           "format",
                                           "glob",
                                           "group_concat",
                                           "hex",
                                           "highlight",
                                           "if",
                                           "ifnull",
                                           "iif",
                                           "instr",
                                           "json",
                                           "json_array",
                                           "json_array_length",
                                           "json_error_position",
                                           "json_extract",
                                           "json_group_array",
                                           "json_group_object",
                                           "json_insert",
                                           "json_object",
                                           "json_patch",
                                           "json_quote",
                                           "json_remove",
                                           "json_replace",
                                           "json_set",
                                           "json_type",
                                           "json_valid",
                                           "julianday",
                                           "lag",
                                           "last_value",
                                           "lead",
                                           "length",
                                           "like",
                                           "likelihood",
                                           "likely",
                                           "ln",
                                           "log",
                                           "log10",
                                           "log2",
                                           "lower",
                                           "ltrim",
                                           "match",
                                           "max",
                                           "median",
                                           "min",
                                           "mod",
                                           "nth_value",
                                           "ntile",
                                           "nullif",
                                           "octet_length",
                                           "percent_rank",
                                           "percentile",
                                           "percentile_cont",
                                           "percentile_disc",
                                           "pi",
                                           "pow",
                                           "power",
                                           "printf",
                                           "quote",
                                           "radians",
                                           "random",
                                           "randomblob",
                                           "rank",
                                           "replace",
                                           "round",
                                           "row_number",
                                           "rtrim",
                                           "sign",
                                           "sin",
                                           "sinh",
                                           "snippet",
                                           "soundex",
                                           "sqrt",
                                           "strftime",
                                           "string_agg",
                                           "substr",
                                           "substring",
                                           "sum",
                                           "tan",
                                           "tanh",
                                           "time",
                                           "timediff",
                                           "total",
                                           "trim",
                                           "trunc",
                                           "typeof",
                                           "unhex",
                                           "unicode",
                                           "unistr",
                                           "unixepoch",
                                           "unlikely",
                                           "upper",
                                           "zeroblob"};

/// What the compiler calls the actions that people are told about.
std::string_view action_name(int action) {
  switch (action) {
    case SQLITE_INSERT:
      return "INSERT";
    case SQLITE_UPDATE:
      return "UPDATE";
    case SQLITE_DELETE:
      return "DELETE";
    case SQLITE_PRAGMA:
      return "PRAGMA";
    case SQLITE_ATTACH:
      return "ATTACH";
    case SQLITE_DETACH:
      return "DETACH";
    case SQLITE_TRANSACTION:
      return "a transaction command";
    case SQLITE_SAVEPOINT:
      return "SAVEPOINT";
    case SQLITE_REINDEX:
      return "REINDEX";
    case SQLITE_ANALYZE:
      return "ANALYZE";
    case SQLITE_ALTER_TABLE:
      return "ALTER TABLE";
    case SQLITE_CREATE_VTABLE:
      return kVirtualTable;
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TRIGGER:
      return "DROP";
    default:
      return "a change of the schema";
  }
}

std::string_view view(const char* text) { return text == nullptr ? "" : text; }

int authorize(void* context, int action, const char* first, const char* second,
              const char* /*database*/, const char* through) {
  auto* accesses = static_cast<Accesses*>(context);
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_READ:
      if (accesses != nullptr) {
        auto& names = view(second).empty() ? accesses->mentions : accesses->reads;
        names.emplace(view(first), view(through));
      }
      return SQLITE_OK;
    case SQLITE_FUNCTION: {
      const bool is_allowed = is_allowed_function(view(second));
      if (accesses != nullptr) {
        accesses->functions.insert(to_lower(view(second)));
        if (!is_allowed && accesses->refused_function.empty()) {
          accesses->refused_function = view(second);
        }
      }
      return is_allowed ? SQLITE_OK : SQLITE_DENY;
    }
    default:
      if (accesses != nullptr && accesses->refused_action.empty()) {
        // The set-up of a virtual table looks like a change of the schema table.
        const bool is_set_up = action == SQLITE_UPDATE && view(first) == "sqlite_master";
        accesses->refused_action = is_set_up ? kVirtualTable : action_name(action);
      }
      return SQLITE_DENY;
  }
}

}  // namespace

bool is_allowed_function(std::string_view name) {
  return std::binary_search(std::begin(kFunctions), std::end(kFunctions), to_lower(name));
}

bool is_allowed_table_function(std::string_view name) {
  return iequals(name, "json_each") || iequals(name, "json_tree");
}

void prepare_table_functions(sqlite3* handle) {
  execute(handle, "SELECT 1 FROM json_each('[]'), json_tree('[]')");
  const auto tables = prepare(handle,
                              "SELECT name FROM sqlite_schema "
                              "WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'");
  while (tables && sqlite3_step(tables.get()) == SQLITE_ROW) {
    prepare(handle, "SELECT 1 FROM " + quoted_identifier(text_of(tables.get(), 0)));
  }
}

void set_authorizer(sqlite3* handle, Accesses* accesses) {
  sqlite3_set_authorizer(handle, authorize, accesses);
}

}  // namespace askdb::sqlite
