// How the keys of one database narrow what another one gives.

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <utility>

#include "federation/federated_run.hpp"
#include "federation/source_sql.hpp"

namespace askdb::federation {
namespace {

std::vector<Constant> constants_of(const std::vector<Value>& values, ValueKind kind) {
  const bool is_number = kind == ValueKind::kInteger || kind == ValueKind::kDecimal;
  std::vector<Constant> constants;
  for (const auto& value : values) {
    constants.push_back(
        {is_number ? Constant::Kind::kNumber : Constant::Kind::kText, to_text(value)});
  }
  return constants;
}

}  // namespace

Task<Result<FederatedRun::Keys>> FederatedRun::keys_for(const Fetch& fetch) {
  Keys keys;
  if (!fetch.keys) co_return keys;
  auto& giver = *slots_[fetch.keys->from.need];
  while (!giver.is_done) {
    const auto token = asio::as_tuple(asio::use_awaitable);
    co_await giver.done.async_wait(token);
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
      throw boost::system::system_error(asio::error::operation_aborted);
    }
  }
  const auto& from = plan_.parts.needs[fetch.keys->from.need];
  const auto& from_column =
      original_table(federation_, from.table).columns[fetch.keys->from.column];
  const auto most = federation_.settings.transfer.max_keys;
  auto read = [this, &fetch, &from_column, most] {
    return workspace_->keys(fetch.keys->from.need, from_column.name, most + 1);
  };
  const auto values = co_await run_blocking(threads_, std::move(read));
  if (!values) co_return values.error();
  if (values->size() <= (fetch.is_asked_later ? std::min(most, kFewKeys) : most)) {
    const auto& need = plan_.parts.needs[fetch.need];
    const auto& place = federation_.merged.places[need.table];
    const auto& table = original_table(federation_, need.table);
    const auto dialect = federation_.sources[place.entry].source->dialect();
    auto lists =
        key_lists(constants_of(*values, from_column.kind), fetch.keys->to.column, table, dialect);
    if (lists && fetch.is_asked_later && !lists->empty()) {
      auto asking = ask_how_many(fetch.need, lists->front());
      auto asked = co_await std::move(asking);
      if (!asked) co_return asked.error();
    }
    if (lists) {
      keys.lists = *std::move(lists);
      keys.count = values->size();
      co_return keys;
    }
  }
  // More keys than were expected, or keys that cannot be written there: then it is all or nothing.
  if (fetch.whole_rows > static_cast<double>(federation_.settings.transfer.max_rows)) {
    co_return too_much(fetch.need);
  }
  co_return keys;
}

Task<Result<Done>> FederatedRun::ask_how_many(std::size_t need, std::string keys) {
  auto checked = checked_source(federation_, plan_.parts.needs[need], keys);
  if (!checked) co_return checked.error();
  auto* source =
      federation_.sources[federation_.merged.places[plan_.parts.needs[need].table].entry].source;
  auto asking = source->estimate(*std::move(checked), limits_left());
  const auto expected = co_await std::move(asking);
  if (!expected) co_return expected.error();
  // The statement stops one row after the limit, and so does what its planner expects.
  if (expected->rows >= static_cast<double>(federation_.settings.transfer.max_rows)) {
    co_return too_much(need);
  }
  if (expected->total_cost > federation_.settings.max_cost) {
    co_return too_expensive(database_of(need), expected->total_cost, federation_.settings.max_cost);
  }
  co_return Done{};
}

}  // namespace askdb::federation
