#include "sql/sqlite/cost.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "base/text.hpp"

/// A SQLite program is a list of instructions; a loop is a jump back. The instructions from the
/// jump's target to the jump are the loop's body, its cursor (or coroutine) says over what it runs,
/// and loops nest as these ranges do. So the work is, over all loops, the greatest product of the
/// rows of the loops around and including it. Rows of a temporary table or coroutine are the
/// product of the loops around the instructions that fill it, computed on demand. Recursive CTEs
/// (a queue that its own loop fills) count their first rows only; trying the statement judges them.

namespace askdb::sqlite {
namespace {

constexpr double kLookupRows = 10;
/// A lookup of a constant (`status = 'open'`) finds a share of the rows, however it is done.
constexpr double kConstantShare = 0.25;
constexpr double kUnknownRows = 1e6;

struct Instruction {
  std::string code;
  int p1 = 0;
  int p2 = 0;
  int p3 = 0;
};

/// Instructions that run at the first pass only, whatever loops lie around them.
struct OnceOnly {
  int first = 0;
  int last = 0;
};

struct Loop {
  int first = 0;
  int last = 0;
  int cursor = -1;     ///< Over what it runs; -1 for a coroutine's consumer.
  int coroutine = -1;  ///< Register of the coroutine.
  bool is_lookup = false;
  bool is_constant = false;  ///< The key looked up does not depend on other tables' rows.
};

class Program {
 public:
  Program(sqlite3* handle, std::string_view sql, const RowCounts& rows) {
    const auto statement = prepare(handle, "EXPLAIN " + std::string(sql));
    while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) {
      code_.push_back(
          {std::string(text_of(statement.get(), 1)), sqlite3_column_int(statement.get(), 2),
           sqlite3_column_int(statement.get(), 3), sqlite3_column_int(statement.get(), 4)});
    }
    const auto roots = prepare(handle, "SELECT rootpage, tbl_name FROM sqlite_schema");
    while (roots && sqlite3_step(roots.get()) == SQLITE_ROW) {
      const auto known = rows.find(to_lower(text_of(roots.get(), 1)));
      root_rows_[sqlite3_column_int(roots.get(), 0)] =
          known == rows.end() ? kUnknownRows : known->second;
    }
    find_loops();
  }

  double nested_rows() {
    double most = 0;
    for (const auto& loop : loops_) {
      const bool is_nested = std::any_of(loops_.begin(), loops_.end(), [&](const Loop& other) {
        return &other != &loop && other.first <= loop.first && loop.last <= other.last;
      });
      if (is_nested) most = std::max(most, around(loop.first));
    }
    return most;
  }

 private:
  void find_loops() {
    for (int at = 0; at < static_cast<int>(code_.size()); ++at) {
      const auto& step = code_[static_cast<std::size_t>(at)];
      if (step.code == "Once" && step.p2 > at) once_.push_back({at, step.p2});
      if (step.p2 >= at || step.p2 <= 0) continue;
      if (step.code == "Next" || step.code == "Prev" || step.code == "SorterNext" ||
          step.code == "VNext") {
        Loop loop{.first = step.p2, .last = at, .cursor = step.p1};
        find_entry(loop);
        loops_.push_back(loop);
      } else if (step.code == "Goto" && code_[static_cast<std::size_t>(step.p2)].code == "Yield") {
        loops_.push_back({.first = step.p2,
                          .last = at,
                          .coroutine = code_[static_cast<std::size_t>(step.p2)].p1});
      }
    }
  }

  /// Is the loop entered through a search for one key rather than from an end of the table?
  void find_entry(Loop& loop) const {
    for (int at = loop.first - 1; at >= 0 && at >= loop.first - 12; --at) {
      const auto& step = code_[static_cast<std::size_t>(at)];
      if (step.p1 != loop.cursor) continue;
      if (step.code == "Rewind" || step.code == "Last" || step.code == "SorterSort") return;
      if (step.code.rfind("Seek", 0) != 0 || step.code == "SeekScan") continue;
      loop.is_lookup = ends_at_key(loop.cursor, loop.first);
      loop.is_constant = !is_set_from_a_row(step.p3, at);
      return;
    }
  }

  /// Does an instruction shortly before `address` fill the register with a value of a row?
  bool is_set_from_a_row(int key, int address) const {
    for (int at = address - 1; at >= 0 && at >= address - 12; --at) {
      const auto& step = code_[static_cast<std::size_t>(at)];
      if ((step.code == "Column" && step.p3 == key) ||
          ((step.code == "Rowid" || step.code == "IdxRowid" || step.code == "SCopy" ||
            step.code == "Copy") &&
           step.p2 == key)) {
        return true;
      }
    }
    return false;
  }

  /// A lookup of equal keys compares the key again in each turn, right at the loop's start.
  bool ends_at_key(int cursor, int first) const {
    const int end = std::min(first + 3, static_cast<int>(code_.size()));
    for (int at = first; at < end; ++at) {
      const auto& step = code_[static_cast<std::size_t>(at)];
      if (step.p1 == cursor && (step.code == "IdxGT" || step.code == "IdxLT")) return true;
    }
    return false;
  }

  /// Product of the rows of all loops that `address` lies in.
  double around(int address) {
    int first = 0;
    int last = static_cast<int>(code_.size());
    for (const auto& once : once_) {  // The innermost is the last that begins before the address.
      if (once.first < address && address < once.last) {
        first = once.first;
        last = once.last;
      }
    }
    double product = 1;
    for (std::size_t i = 0; i < loops_.size(); ++i) {
      const bool is_around = loops_[i].first <= address && address <= loops_[i].last;
      if (is_around && loops_[i].first > first && loops_[i].last < last) product *= loop_rows(i);
    }
    return product;
  }

  double loop_rows(std::size_t index) {
    const auto known = known_loops_.find(index);
    if (known != known_loops_.end()) return known->second;
    if (!under_way_.insert(index).second) return 1;
    const Loop& loop = loops_[index];
    double rows = loop.coroutine >= 0 ? coroutine_rows(loop) : cursor_rows(loop.cursor);
    if (loop.is_lookup)
      rows = std::min(rows, kLookupRows + (loop.is_constant ? kConstantShare * rows : 0));
    under_way_.erase(index);
    return known_loops_[index] = std::max(rows, 1.0);
  }

  double cursor_rows(int cursor) {
    double rows = 0;
    for (std::size_t at = 0; at < code_.size(); ++at) {
      const auto& step = code_[at];
      if (step.p1 != cursor) continue;
      if (step.code == "OpenRead") {
        const auto found = root_rows_.find(step.p2);
        return found == root_rows_.end() ? kUnknownRows : found->second;
      }
      if (step.code == "VOpen") return 100;  // json_each of one value.
      if (step.code == "OpenDup") return cursor_rows(step.p2);
      if (step.code == "Insert" || step.code == "IdxInsert" || step.code == "SorterInsert") {
        rows += around(static_cast<int>(at));
      }
    }
    return rows;
  }

  double coroutine_rows(const Loop& loop) {
    for (std::size_t at = 0; at < code_.size(); ++at) {
      const auto& step = code_[at];
      if (step.code != "InitCoroutine" || step.p1 != loop.coroutine) continue;
      double rows = 0;
      for (int inside = step.p3; inside > 0 && inside < step.p2; ++inside) {
        const auto& body = code_[static_cast<std::size_t>(inside)];
        if (body.code == "Yield" && body.p1 == loop.coroutine) rows += around(inside);
      }
      return rows;
    }
    return 1;
  }

  std::vector<Instruction> code_;
  std::vector<Loop> loops_;
  std::vector<OnceOnly> once_;
  std::map<int, double> root_rows_;
  std::map<std::size_t, double> known_loops_;
  std::set<std::size_t> under_way_;
};

}  // namespace

double nested_loop_rows(sqlite3* handle, std::string_view sql, const RowCounts& rows) {
  return Program(handle, sql, rows).nested_rows();
}

}  // namespace askdb::sqlite
