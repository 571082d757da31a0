#include "duckdb/appender.hpp"

#include <type_traits>

#include "duckdb/failure.hpp"
#include "duckdb/times.hpp"

namespace askdb::duckdb {
namespace {

duckdb_state append(const Library& duck, duckdb_appender appender, const Value& value) {
  return std::visit(
      [&](const auto& held) {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::monostate>) {
          return duck.append_null(appender);
        } else if constexpr (std::is_same_v<Held, bool>) {
          return duck.append_bool(appender, held);
        } else if constexpr (std::is_same_v<Held, std::int64_t>) {
          return duck.append_int64(appender, held);
        } else if constexpr (std::is_same_v<Held, double>) {
          return duck.append_double(appender, held);
        } else {
          return duck.append_varchar_length(appender, held.data(), held.size());
        }
      },
      value);
}

}  // namespace

Result<std::unique_ptr<Appender>> Appender::open(Session& session, const std::string& schema,
                                                 const std::string& table) {
  std::unique_ptr<Appender> made(new Appender(session.library()));
  const char* where = schema.empty() ? nullptr : schema.c_str();
  if (session.library().appender_create_ext(session.handle(), nullptr, where, table.c_str(),
                                            &made->appender_) != DuckDBSuccess) {
    return made->failed();
  }
  for (idx_t i = 0; i < session.library().appender_column_count(made->appender_); ++i) {
    auto type = session.library().appender_column_type(made->appender_, i);
    made->is_zoned_.push_back(session.library().get_type_id(type) == DUCKDB_TYPE_TIMESTAMP_TZ);
    session.library().destroy_logical_type(&type);
  }
  return made;
}

Appender::~Appender() {
  if (appender_ != nullptr) library_.appender_destroy(&appender_);
}

Result<Done> Appender::add(const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto* text = std::get_if<std::string>(&row[i]);
    if (text != nullptr && i < is_zoned_.size() && is_zoned_[i]) {
      auto added = add_zoned(*text);
      if (!added) return added;
    } else if (append(library_, appender_, row[i]) != DuckDBSuccess) {
      return failed();
    }
  }
  if (library_.appender_end_row(appender_) != DuckDBSuccess) return failed();
  return Done{};
}

Result<Done> Appender::add_zoned(const std::string& text) {
  const auto micros = parse_timestamp_tz(text);
  if (!micros) {
    return failure(DUCKDB_ERROR_CONVERSION,
                   ("Conversion Error: \"" + text + "\" is no timestamp.").c_str());
  }
  auto value = library_.create_timestamp_tz({*micros});
  const auto state = library_.append_value(appender_, value);
  library_.destroy_value(&value);
  if (state != DuckDBSuccess) return failed();
  return Done{};
}

Result<Done> Appender::add(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    auto added = add(row);
    if (!added) return added;
  }
  return Done{};
}

Result<Done> Appender::finish() {
  if (library_.appender_close(appender_) != DuckDBSuccess) return failed();
  return Done{};
}

Error Appender::failed() const {
  auto data = library_.appender_error_data(appender_);
  Error error = failure(library_.error_data_error_type(data), library_.error_data_message(data));
  library_.destroy_error_data(&data);
  return error;
}

}  // namespace askdb::duckdb
