#include "agent/joined_linguist.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/text.hpp"
#include "federation/merged.hpp"

namespace askdb {
namespace {

constexpr std::size_t kMaxDatabases = 6;
constexpr std::size_t kMaxKept = 4;
// All words of weight are explained; this much more is one word at least of any question.
constexpr double kWhole = 0.999;
constexpr double kMore = 0.04;
// A translation this much surer is better though it explains hardly more.
constexpr double kSurer = 0.1;
constexpr std::string_view kAbsence[]{" no ", " not ", " never ", " without ", " neither ", "n't "};

bool asks_for_absence(std::string_view question) {
  const auto words = " " + to_lower(question) + " ";
  return std::any_of(std::begin(kAbsence), std::end(kAbsence),
                     [&](std::string_view word) { return words.find(word) != std::string::npos; });
}

bool connects(const federation::Reference& reference, const std::string& a, const std::string& b) {
  return (reference.database == a && reference.to_database == b) ||
         (reference.database == b && reference.to_database == a);
}

/// The best database and those that references connect with it, directly or through others.
std::vector<std::shared_ptr<const CatalogEntry>> connected(const SchemaContext& schema) {
  std::vector<const LinkedDatabase*> taken{&schema.databases.front()};
  bool is_grown = true;
  while (is_grown && taken.size() < kMaxDatabases) {
    is_grown = false;
    for (const auto& database : schema.databases) {
      if (std::find(taken.begin(), taken.end(), &database) != taken.end()) continue;
      const bool is_connected = std::any_of(taken.begin(), taken.end(), [&](const auto* other) {
        return std::any_of(
            schema.references->begin(), schema.references->end(),
            [&](const auto& reference) { return connects(reference, database.name, other->name); });
      });
      if (!is_connected) continue;
      taken.push_back(&database);
      is_grown = true;
      break;
    }
  }
  // The same set is the same merged database, however it was ranked.
  std::sort(taken.begin(), taken.end(),
            [](const auto* a, const auto* b) { return a->name < b->name; });
  std::vector<std::shared_ptr<const CatalogEntry>> entries;
  for (const auto* database : taken) entries.push_back(database->entry);
  return entries;
}

std::vector<KnownValues> values_of(const std::vector<std::shared_ptr<const CatalogEntry>>& entries,
                                   const federation::Merged& merged) {
  std::vector<KnownValues> values;
  for (std::size_t i = 0; i < merged.places.size(); ++i) {
    const auto& place = merged.places[i];
    const auto& entry = *entries[place.entry];
    const auto& original = entry.database->tables[place.table];
    const auto& table = merged.database->tables[i];
    for (const auto& known : entry.values) {
      if (known.schema != original.schema || known.table != original.name) continue;
      values.push_back({table.schema, table.name, known.column, known.values});
    }
  }
  return values;
}

}  // namespace

void JoinedLinguist::prepare(const SchemaContext& schema) {
  if (is_prepared(schema)) return;
  auto entries = connected(schema);
  {
    const std::lock_guard lock(mutex_);
    wanted_ = entries;
  }
  known(entries);
}

bool JoinedLinguist::is_prepared(const SchemaContext& schema) {
  if (schema.references == nullptr || schema.references->empty()) return true;
  const auto entries = connected(schema);
  if (entries.size() < 2 || find(entries) != nullptr) return true;
  const std::lock_guard lock(mutex_);
  return wanted_ == entries;
}

std::shared_ptr<const JoinedLinguist::Known> JoinedLinguist::find(const Entries& entries) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(known_.begin(), known_.end(),
                                  [&](const auto& one) { return one->entries == entries; });
  if (found == known_.end()) return nullptr;
  known_.splice(known_.begin(), known_, found);
  return known_.front();
}

std::shared_ptr<const JoinedLinguist::Known> JoinedLinguist::known(const Entries& entries) {
  // One set is built at a time: questions that come together mostly want the same one.
  const std::lock_guard building(building_);
  if (auto made = find(entries)) return made;
  const auto merged = federation::merge(entries);
  auto made = std::make_shared<Known>();
  made->entries = entries;
  const auto values = values_of(entries, merged);
  made->linguist = std::make_shared<const Linguist>(merged.database, values);
  for (const auto& reference : merged.references) {
    if (reference.is_inferred) made->inferred.push_back(federation::reference_text(reference));
  }
  const std::lock_guard lock(mutex_);
  known_.push_front(made);
  if (known_.size() > kMaxKept) known_.pop_back();
  return made;
}

std::optional<JoinedTranslation> JoinedLinguist::translate(const SchemaContext& schema,
                                                           std::string_view question,
                                                           const TranslationContext& context) {
  if (schema.references == nullptr || schema.references->empty()) return std::nullopt;
  const auto entries = connected(schema);
  if (entries.size() < 2) return std::nullopt;
  const auto all = known(entries);
  JoinedTranslation joined;
  joined.translation = all->linguist->translate(question, context);
  const auto& sql = joined.translation.sql;
  if (!joined.translation.is_answerable || sql.empty()) return std::nullopt;
  for (const auto& entry : entries) {
    const auto& name = entry->database->name;
    const bool is_read = sql.find(name + ".") != std::string::npos ||
                         sql.find(quoted_identifier(name) + ".") != std::string::npos;
    if (is_read) joined.databases.push_back(name);
  }
  if (joined.databases.size() < 2) return std::nullopt;
  for (const auto& reference : all->inferred) {
    const auto equals = reference.find(" = ");
    const auto table = [&](const std::string& column) {
      return column.substr(0, column.rfind('.'));
    };
    const bool is_used = sql.find(table(reference.substr(0, equals))) != std::string::npos &&
                         sql.find(table(reference.substr(equals + 3))) != std::string::npos;
    if (is_used) joined.translation.assumptions.push_back("Inferred, not declared: " + reference);
  }
  return joined;
}

bool names_table_elsewhere(std::string_view question, const SchemaContext& schema,
                           std::size_t chosen) {
  const auto means = [](const std::string& word, const std::string& table) {
    const auto stem = word.substr(0, word.size() - 1);
    return word == table || word + "s" == table || word + "es" == table || stem + "ies" == table;
  };
  const auto has_table = [&](const LinkedDatabase& database, const std::string& word) {
    const auto& tables = database.entry->database->tables;
    return std::any_of(tables.begin(), tables.end(),
                       [&](const Table& table) { return means(word, to_lower(table.name)); });
  };
  std::string word;
  for (const char c : to_lower(question) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      word += c;
      continue;
    }
    const auto named = std::exchange(word, {});
    if (named.size() < 3 || has_table(schema.databases[chosen], named)) continue;
    for (std::size_t i = 0; i < schema.databases.size(); ++i) {
      if (i != chosen && has_table(schema.databases[i], named)) return true;
    }
  }
  return false;
}

bool leaves_words(const Translation& best, double coverage) {
  return !best.is_answerable || best.sql.empty() || !best.not_understood.empty() ||
         coverage < kWhole;
}

bool explains_more(const Translation& joined, const Translation& single,
                   std::string_view question) {
  const bool can_run = single.is_answerable && !single.sql.empty();
  const auto missed = joined.not_understood.size();
  if (!can_run || missed < single.not_understood.size()) return true;
  if (missed > single.not_understood.size()) return false;
  // Who lacks something is not to be found among those who have it.
  const bool is_surer = joined.confidence > single.confidence + kSurer;
  const double more = is_surer || asks_for_absence(question) ? 0 : kMore;
  return joined.explained > single.explained + more;
}

}  // namespace askdb
