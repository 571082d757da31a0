#pragma once

/// `askdb serve` as a process of its own, for measuring it from outside.

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace askdb::bench {

class ServedProgram {
 public:
  /// Starts it in `folder` with `environment` only, and waits until it has said its address.
  ServedProgram(const std::vector<std::string>& arguments,
                const std::map<std::string, std::string>& environment, const std::string& folder);
  ServedProgram(const ServedProgram&) = delete;
  ServedProgram& operator=(const ServedProgram&) = delete;
  /// Stops it.
  ~ServedProgram();

  std::uint16_t port() const { return port_; }
  /// From the start of the process to its address being printed.
  std::chrono::microseconds start_up() const { return start_up_; }
  /// What it holds in memory now, in bytes.
  std::size_t resident_bytes() const;

 private:
  pid_t child_ = -1;
  int output_ = -1;
  std::uint16_t port_ = 0;
  std::chrono::microseconds start_up_{0};
};

}  // namespace askdb::bench
