#pragma once

/// The log of full prompts and replies that LLM_DEBUG switches on.

#include <memory>
#include <string>

#include "base/result.hpp"

namespace spdlog {
class logger;
}

namespace askdb {

/// Appends to `file`, or writes to standard error when it is empty. Whatever is logged passes
/// `redacted` before it is written. Fails with kConfig when the file cannot be opened.
Result<std::shared_ptr<spdlog::logger>> make_debug_log(const std::string& file);

}  // namespace askdb
