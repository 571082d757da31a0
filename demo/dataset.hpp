#pragma once

/// Databases in memory, before a writer turns them into SQLite files, SQL text or COPY streams.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace askdb::demo {

/// An amount of money in cents; written with two decimals.
struct Money {
  std::int64_t cents = 0;
};
using Date = std::chrono::sys_days;
using Cell = std::variant<std::monostate, bool, std::int64_t, Money, Date, std::string>;
using Row = std::vector<Cell>;

struct Reference {
  std::string database;  ///< Empty: the same database, a real foreign key.
  std::string table;
  std::string column;
};

struct Column {
  std::string name;
  std::string type;  ///< Valid in PostgreSQL and in SQLite.
  std::string comment;
  bool is_nullable = false;
  bool is_category = false;    ///< Few distinct values: they go into the overlay as samples.
  bool may_lie_ahead = false;  ///< A date that may be after today: due dates, expiries.
  std::optional<Reference> reference;

  Column&& nullable() && {
    is_nullable = true;
    return std::move(*this);
  }
  Column&& category() && {
    is_category = true;
    return std::move(*this);
  }
  Column&& ahead() && {
    may_lie_ahead = true;
    return std::move(*this);
  }
  /// A foreign key within the database.
  Column&& to(std::string table, std::string column) && {
    reference = Reference{"", std::move(table), std::move(column)};
    return std::move(*this);
  }
  /// The same things in another database.
  Column&& across(std::string database, std::string table, std::string column) && {
    reference = Reference{std::move(database), std::move(table), std::move(column)};
    return std::move(*this);
  }
};

inline Column col(std::string name, std::string type, std::string comment) {
  return Column{std::move(name), std::move(type), std::move(comment)};
}

struct Table {
  std::string name;
  std::string comment;
  std::vector<Column> columns;       ///< The first one is the primary key.
  std::vector<std::string> indexed;  ///< Further columns with an index; references have one anyway.
  std::vector<Row> rows;
};

/// One database of the bank. A table may refer only to itself and to tables that stand before it.
struct Dataset {
  std::string name;
  std::string title;
  std::string icon;
  std::string short_description;
  std::string description;
  std::vector<Table> tables;
};

/// Sorts by the date in `column` and numbers the first column 1, 2, 3: things get their ids as they
/// happen. Only for tables that nothing refers to.
void number_by_date(Table& table, std::string_view column);

/// "2026-11-20".
std::string to_text(Date date);
/// "-1234.50".
std::string to_text(Money money);

}  // namespace askdb::demo
