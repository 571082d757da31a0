#include "datasource/datasource.hpp"

#include <iterator>
#include <utility>

namespace askdb {

Task<Result<Rows>> Datasource::run(CheckedSql statement, RunLimits limits) {
  const auto start = std::chrono::steady_clock::now();
  Rows rows;
  RowSink sink{
      .on_columns = [&rows](const std::vector<ResultColumn>& columns) { rows.columns = columns; },
      .on_batch =
          [&rows](std::vector<Row> batch) {
            rows.rows.insert(rows.rows.end(), std::make_move_iterator(batch.begin()),
                             std::make_move_iterator(batch.end()));
            return true;
          },
  };
  auto operation = stream(std::move(statement), limits, std::move(sink));
  const auto is_truncated = co_await std::move(operation);
  if (!is_truncated) co_return is_truncated.error();
  rows.is_truncated = *is_truncated;
  rows.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  co_return rows;
}

}  // namespace askdb
