#include "datasource/row_batches.hpp"

#include <utility>

namespace askdb {
namespace {

/// The first rows should be seen soon; later ones should cost little each.
constexpr std::size_t kFirstBatch = 64;
constexpr std::size_t kBatch = 1'024;

}  // namespace

RowBatches::RowBatches(RowSink sink, std::size_t max_rows, std::size_t max_bytes)
    : sink_(std::move(sink)),
      max_rows_(max_rows),
      max_bytes_(max_bytes),
      batch_size_(kFirstBatch) {}

void RowBatches::head(const std::vector<ResultColumn>& columns) const {
  if (sink_.on_columns) sink_.on_columns(columns);
}

bool RowBatches::add(Row row) {
  if (taken_ == max_rows_) {
    is_truncated_ = true;
    return true;
  }
  bytes_ += size_of(row);
  ++taken_;
  batch_.push_back(std::move(row));
  const bool is_too_large = bytes_ > max_bytes_;
  if (batch_.size() < batch_size_ && !is_too_large) return true;
  batch_size_ = kBatch;
  is_pause_due_ = true;
  const bool goes_on = !sink_.on_batch || sink_.on_batch(std::exchange(batch_, {}));
  if (goes_on && !is_too_large) return true;
  is_truncated_ = true;
  return false;
}

Task<void> RowBatches::pause() {
  is_pause_due_ = false;
  auto others = let_others_run();
  co_await std::move(others);
  if (!sink_.ready) co_return;
  auto waiting = sink_.ready();
  co_await std::move(waiting);
}

bool RowBatches::finish() {
  if (batch_.empty() || !sink_.on_batch) return is_truncated_;
  const bool goes_on = sink_.on_batch(std::exchange(batch_, {}));
  return is_truncated_ || !goes_on;
}

}  // namespace askdb
