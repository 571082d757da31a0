#pragma once

/// A model behind HTTP: one provider's wire format, with retries.

#include <mutex>
#include <string>
#include <variant>

#include "base/clock.hpp"
#include "llm/failure.hpp"
#include "llm/make_model.hpp"
#include "llm/wire/wire.hpp"

namespace askdb {

class RemoteModel : public Model {
 public:
  /// `url` is the parsed base URL of `config`.
  RemoteModel(ModelConfig config, HttpUrl url, ModelServices services);

  std::string name() const override { return full_name(config_); }
  Task<Result<ModelReply>> ask(ModelRequest request, ModelProgress progress) override;

 private:
  struct Try {
    std::variant<ModelReply, TryFailure> outcome;
    bool has_shown_text = false;
  };
  /// Sends once, and again while the server refuses habits that can be changed.
  Task<Try> try_once(const ModelRequest& request, const ModelProgress& progress);
  Task<Try> exchange(const ModelRequest& request, const ModelProgress& progress, WireHabits habits);
  std::variant<ModelReply, TryFailure> understood(Result<WireReply> reply, bool is_overloaded,
                                                  const ModelRequest& request,
                                                  const ModelProgress& progress) const;

  const ModelConfig config_;
  const HttpUrl url_;
  const ModelServices services_;
  const Wire& wire_;
  const Clock clock_;
  std::mutex mutex_;
  WireHabits habits_;  // Guarded by mutex_.
};

}  // namespace askdb
