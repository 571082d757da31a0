#include "datasource/duckdb/duckdb_run.hpp"

#include "datasource/duckdb/duckdb_types.hpp"

namespace askdb::duckdb {
namespace {

std::size_t size_of(const Row& row) {
  std::size_t bytes = row.size() * sizeof(Value);
  for (const auto& value : row) {
    if (const auto* text = std::get_if<std::string>(&value)) bytes += text->size();
  }
  return bytes;
}

}  // namespace

DuckdbRun::~DuckdbRun() {
  // In this order: the cursor is part of the session, which the watch looks at.
  cursor_.reset();
  control_.release();
}

Result<Done> DuckdbRun::open() {
  auto session = store_->session();
  if (!session) return session.error();
  session_ = *std::move(session);
  control_.watch(*session_);
  auto cursor = session_->stream(sql_.runnable());
  if (!cursor) return control_.explained(cursor.error());
  cursor_.emplace(*std::move(cursor));
  for (const auto& column : cursor_->columns()) {
    // An enumeration is called as its maker named it.
    const auto kind =
        column.type.id == DUCKDB_TYPE_ENUM ? ValueKind::kText : kind_of_type(column.type.name);
    columns_.push_back({column.name, kind, column.type.name});
  }
  return Done{};
}

Result<std::vector<Row>> DuckdbRun::next() {
  if (control_.is_over()) return control_.reason();
  if (!cursor_) {
    const auto ready = open();
    if (!ready) return ready.error();
  }
  auto rows = cursor_->next();
  if (!rows) return control_.explained(rows.error());
  if (rows->empty()) {
    is_done_ = true;
  } else {
    cut(*rows);
  }
  return rows;
}

/// Drops what the limits do not allow.
void DuckdbRun::cut(std::vector<Row>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (taken_ < sql_.max_rows() && bytes_ <= limits_.max_bytes) {
      ++taken_;
      bytes_ += size_of(rows[i]);
      continue;
    }
    rows.resize(i);
    is_truncated_ = true;
    is_done_ = true;
    return;
  }
}

}  // namespace askdb::duckdb
