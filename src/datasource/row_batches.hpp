#pragma once

/// The rows of one statement on their way to a sink: small batches first, then larger ones, within
/// the limits of rows and bytes.

#include <cstddef>
#include <vector>

#include "datasource/datasource.hpp"

namespace askdb {

class RowBatches {
 public:
  RowBatches(RowSink sink, std::size_t max_rows, std::size_t max_bytes);

  void head(const std::vector<ResultColumn>& columns) const;

  /// False when no further row is wanted, because the sink said so or there are enough bytes. A row
  /// beyond `max_rows` is dropped: that there is one is all that counts.
  bool add(Row row);

  /// A batch was handed over since the last `pause`, which is due now.
  bool is_pause_due() const { return is_pause_due_; }
  /// Lets the program's other work go on, then waits for a sink that is behind.
  Task<void> pause();

  /// Hands over what is left. True when there were more rows than were handed over.
  bool finish();

 private:
  const RowSink sink_;
  const std::size_t max_rows_;
  const std::size_t max_bytes_;
  std::vector<Row> batch_;
  std::size_t batch_size_;
  std::size_t taken_ = 0;
  std::size_t bytes_ = 0;
  bool is_truncated_ = false;
  bool is_pause_due_ = false;
};

}  // namespace askdb
