#include "datasource/result_cache.hpp"

#include <array>

#include "base/text.hpp"

namespace askdb {
namespace {

/// About what it takes in memory.
std::size_t bytes_of(const Rows& rows) {
  std::size_t bytes = sizeof(Rows);
  for (const auto& row : rows.rows) {
    bytes += sizeof(Row) + row.size() * sizeof(Value);
    for (const auto& value : row) {
      const auto* text = std::get_if<std::string>(&value);
      if (text != nullptr) bytes += text->capacity();
    }
  }
  return bytes;
}

}  // namespace

bool depends_on_moment(std::string_view sql) {
  static constexpr std::array kSigns = {"now",
                                        "current_date",
                                        "current_time",
                                        "localtime",
                                        "today",
                                        "tomorrow",
                                        "yesterday",
                                        "curdate",
                                        "curtime",
                                        "sysdate",
                                        "utc_",
                                        "date()",
                                        "time()",
                                        "datetime()",
                                        "julianday()",
                                        "strftime",
                                        "unixepoch",
                                        "unix_timestamp",
                                        "rand",
                                        "uuid",
                                        "gen_random",
                                        "generateuuid",
                                        "age(",
                                        "tablesample",
                                        "sample",
                                        "clock_",
                                        "statement_timestamp",
                                        "transaction_timestamp",
                                        "timeofday"};
  const auto text = to_lower(sql);
  auto is_word = [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  };
  for (const std::string_view sign : kSigns) {
    for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign, at + 1)) {
      if (at == 0 || !is_word(text[at - 1])) return true;
    }
  }
  return false;
}

std::string ResultCache::key(const std::string& identity, const std::string& fingerprint,
                             const CheckedSql& statement, const GuardPolicy& rights) {
  // NUL occurs in none of the parts.
  std::string key;
  for (const auto& part : {identity, fingerprint, statement.runnable(), join(rights.allow, ","),
                           join(rights.deny, ","), std::to_string(rights.max_rows)}) {
    key += part;
    key += '\0';
  }
  return key;
}

std::optional<ResultCache::Hit> ResultCache::find(const std::string& key, const CachePolicy& policy,
                                                  Clock::Instant now) {
  if (policy.kind == CachePolicy::Kind::kNever) return std::nullopt;
  const std::scoped_lock lock(mutex_);
  const auto place = places_.find(key);
  if (place == places_.end()) return std::nullopt;
  const auto entry = place->second;
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - entry->at);
  if (policy.kind == CachePolicy::Kind::kSeconds && age >= policy.seconds) {
    erase(entry);
    return std::nullopt;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return Hit{entry->rows, age};
}

void ResultCache::put(const std::string& key, const CachePolicy& policy, const Rows& rows,
                      Clock::Instant now) {
  if (policy.kind == CachePolicy::Kind::kNever) return;
  const auto bytes = bytes_of(rows) + 2 * key.size();
  if (bytes > max_bytes_ / 8) return;
  auto kept = std::make_shared<const Rows>(rows);
  const std::scoped_lock lock(mutex_);
  const auto old = places_.find(key);
  if (old != places_.end()) erase(old->second);
  entries_.push_front({key, std::move(kept), bytes, now});
  places_[key] = entries_.begin();
  bytes_ += bytes;
  while (bytes_ > max_bytes_) erase(std::prev(entries_.end()));
}

void ResultCache::erase(Entries::iterator entry) {
  bytes_ -= entry->bytes;
  places_.erase(entry->key);
  entries_.erase(entry);
}

}  // namespace askdb
