#include "face/http/api/site.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

#include "face/http/api/api.hpp"
#include "face/http/api/catalogues.hpp"
#include "face/http/openapi.hpp"
#include "face/http/security.hpp"
#include "face/http/static_files.hpp"
#include "face/http/system_routes.hpp"

namespace askdb::web {
namespace {

/// The first question then finds its schemas read.
Task<void> warm_up(App& app, std::string name) {
  const auto entry = co_await app.catalog().entry(std::move(name));
  // Who asks about it is told what failed.
  static_cast<void>(entry);
}

/// Often enough that a question stopped through another process ends soon.
constexpr std::chrono::seconds kTendEvery(2);

/// What the timer's expiry says once the site has stopped.
constexpr auto kOver = asio::steady_timer::time_point::min();

Task<void> tend(App& app, std::shared_ptr<asio::steady_timer> timer) {
  while (timer->expiry() != kOver) {
    timer->expires_after(kTendEvery);
    const auto token = asio::as_tuple(asio::use_awaitable);
    const auto [cancelled] = co_await timer->async_wait(token);
    if (cancelled) co_return;
    const auto tended = co_await app.conversations().tend();
    // A store that cannot be reached is told of by `/api/ready`; the next time may do.
    static_cast<void>(tended);
  }
}

Task<Result<std::string>> check_store(App& app) {
  const auto checked = co_await app.store().check();
  if (!checked) co_return checked.error();
  co_return app.store().kind();
}

Task<Result<std::string>> check_database(App& app, std::string name) {
  const auto entry = co_await app.catalog().entry(name);
  if (!entry) co_return entry.error();
  // The schema may be known from before while the database cannot be reached.
  const auto failure = app.catalog().failure_of(name);
  if (failure) co_return *failure;
  co_return std::to_string((*entry)->database->tables.size()) + " tables";
}

}  // namespace

Site::Site(App& app) : app_(app) {
  add_api_routes(router_, app_);
  add_login_routes(router_, app_.config().server);
  std::vector<ReadinessCheck> checks{{"store", [&app] { return check_store(app); }}};
  for (const auto& source : app.datasources().all()) {
    const auto name = source->name();
    checks.push_back({name, [&app, name] { return check_database(app, name); }});
  }
  add_system_routes(router_, app_.metrics(), ASKDB_VERSION, std::move(checks));
  add_reference_routes(router_, ASKDB_VERSION);
  serve_files(router_, page_files());
}

Site::~Site() = default;

Task<Result<std::string>> Site::start() {
  const auto opened = co_await app_.store().open();
  if (!opened) co_return opened.error();
  const auto recovered = co_await app_.conversations().recover();
  if (!recovered) co_return recovered.error();
  server_ = std::make_unique<Server>(app_.io(), router_, app_.config().server, app_.metrics());
  const auto port = server_->listen();
  if (!port) co_return port.error();
  for (const auto& source : app_.datasources().all()) {
    asio::co_spawn(app_.io(), warm_up(app_, source->name()), asio::detached);
  }
  if (app_.store().is_shared()) {
    tending_ = std::make_shared<asio::steady_timer>(app_.io());
    asio::co_spawn(app_.io(), tend(app_, tending_), asio::detached);
  }
  co_return server_->address();
}

Task<Result<Done>> Site::ask_first(std::vector<std::string> questions) {
  auto& conversations = app_.conversations();
  const askdb::Caller nobody;
  const ThreadQuery all;
  const auto known = co_await conversations.threads(nobody, all);
  if (!known) co_return known.error();
  if (!known->empty()) co_return Done{};
  const std::string name = "First questions";
  const auto thread = co_await conversations.create_thread(nobody, name);
  if (!thread) co_return thread.error();
  for (auto& text : questions) {
    NewQuestion question;
    question.content = std::move(text);
    question.request.approval = ApprovalMode::kOff;
    auto posted = co_await conversations.post(nobody, thread->id, std::move(question));
    if (!posted) co_return posted.error();
    bool is_end = !*posted;
    while (!is_end) {
      const auto piece = co_await (*posted)->listener.next();
      is_end = piece.is_end;
    }
  }
  co_return Done{};
}

Task<Result<Done>> Site::stop() {
  if (tending_) tending_->expires_at(kOver);
  co_await app_.conversations().shut_down();
  if (server_) {
    const std::chrono::seconds grace(2);
    co_await server_->stop(grace);
  }
  co_return Done{};
}

}  // namespace askdb::web
