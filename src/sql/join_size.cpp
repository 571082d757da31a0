#include "sql/join_size.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace askdb {

JoinSize::JoinSize(std::vector<double> rows) : rows_(std::move(rows)), any_(rows_.size()) {
  std::iota(any_.begin(), any_.end(), std::size_t{0});
  equal_ = any_;
}

void JoinSize::connect(std::size_t a, std::size_t b, Connection connection) {
  any_[root(any_, a)] = root(any_, b);
  if (connection == Connection::kEquality) equal_[root(equal_, a)] = root(equal_, b);
}

std::size_t JoinSize::root(const Sets& sets, std::size_t item) {
  while (sets[item] != item) item = sets[item];
  return item;
}

double JoinSize::product(const Sets& sets) const {
  std::map<std::size_t, double> largest;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    double& rows = largest.try_emplace(root(sets, i), 1).first->second;
    rows = std::max(rows, rows_[i]);
  }
  return std::accumulate(largest.begin(), largest.end(), 1.0,
                         [](double total, const auto& set) { return total * set.second; });
}

Refusal join_refusal(std::optional<std::size_t> offset) {
  return {"cost", "Tables are joined without a condition that connects them.",
          "Join them with ON and an equality of keys, or aggregate one first.", offset};
}

}  // namespace askdb
