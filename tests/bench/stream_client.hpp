#pragma once

/// Asks a served askdb questions over HTTP and reads their event streams, many at once.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace askdb::bench {

struct Load {
  std::size_t clients = 1;
  std::chrono::milliseconds duration{3'000};
};

struct LoadResult {
  std::vector<double> answer_ms;       ///< From sending the question to its last event; sorted.
  std::vector<double> first_event_ms;  ///< To its first event; sorted.
  std::size_t failures = 0;            ///< Replies that were no stream, or ended without an answer.
  double seconds = 0;
};

/// Every client has a thread of its own on the server and asks one question after the other. At
/// least one question of each client is answered, however long that takes. `at_peak` is called once
/// in the middle.
LoadResult ask_all(std::uint16_t port, const Load& load, const std::string& question,
                   const std::function<void()>& at_peak);

/// The reply to GET `path` as it comes, headers and all.
std::string fetched(std::uint16_t port, const std::string& path, bool accepts_gzip);

}  // namespace askdb::bench
