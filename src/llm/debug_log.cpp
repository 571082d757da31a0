#include "llm/debug_log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "llm/redact.hpp"

namespace askdb {
namespace {

/// The last gate before the sink: no caller has to remember.
class RedactingFormatter : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    spdlog::memory_buf_t whole;
    inner_.format(message, whole);
    const std::string safe = redacted(std::string_view(whole.data(), whole.size()));
    out.append(safe.data(), safe.data() + safe.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<RedactingFormatter>();
  }

 private:
  spdlog::pattern_formatter inner_{"%Y-%m-%dT%H:%M:%S.%e llm %v"};
};

}  // namespace

Result<std::shared_ptr<spdlog::logger>> make_debug_log(const std::string& file) {
  spdlog::sink_ptr sink;
  try {
    if (file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
    }
  } catch (const spdlog::spdlog_ex& failed) {
    return Error{.fault = Fault::kConfig,
                 .message = "The log file " + file + " cannot be written.",
                 .next_step = "Correct LLM_DEBUG_FILE, or unset it to log to standard error.",
                 .detail = failed.what()};
  }
  auto log = std::make_shared<spdlog::logger>("llm", std::move(sink));
  log->set_formatter(std::make_unique<RedactingFormatter>());
  log->set_level(spdlog::level::debug);
  log->flush_on(spdlog::level::debug);
  return log;
}

}  // namespace askdb
