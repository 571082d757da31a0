#include "linguist/schema_index.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "linguist/schema_names.hpp"
#include "linguist/tokens.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

std::string key_of(std::vector<std::string> stems) {
  std::sort(stems.begin(), stems.end());
  return join(stems, " ");
}

int place_of_column(const Table& table, std::string_view name) {
  const auto* found = table.column(name);
  return found == nullptr ? -1 : static_cast<int>(found - table.columns.data());
}

std::uint64_t packed(ColumnRef ref) {
  return static_cast<std::uint64_t>(ref.table) << 32U | static_cast<std::uint32_t>(ref.column);
}

/// Words that close a name without changing what it names.
bool is_tail(const std::string& stem) {
  return stem == "code" || stem == "id" || stem == "name" || stem == "text" || stem == "number" ||
         stem == "titl" || stem == "descript" || stem == "valu";
}

}  // namespace

SchemaIndex::SchemaIndex(std::shared_ptr<const Database> database,
                         const std::vector<KnownValues>& values)
    : database_(std::move(database)) {
  read_names();
  read_edges();
  infer_edges();
  read_roles();
  index_names();
  index_roles();
  index_values(values);
  index_spelling();
}

void SchemaIndex::read_names() {
  tables_.reserve(database_->tables.size());
  for (const auto& table : database_->tables) tables_.push_back(describe_table(table, *database_));
}

void SchemaIndex::read_edges() {
  for (std::size_t t = 0; t < database_->tables.size(); ++t) {
    for (const auto& key : database_->tables[t].foreign_keys) {
      const Table* target = database_->table(key.to_schema, key.to_table);
      if (target == nullptr || key.columns.size() != 1) continue;
      const int from = place_of_column(database_->tables[t], key.columns[0]);
      const std::string& to_name = !key.to_columns.empty()           ? key.to_columns[0]
                                   : target->primary_key.size() == 1 ? target->primary_key[0]
                                                                     : key.columns[0];
      const int to = place_of_column(*target, to_name);
      if (from < 0 || to < 0) continue;
      // Of two keys to one table, the one named as the target's key says what the row is about.
      const double cost = (key.is_inferred ? 1.5 : 1.0) + (key.columns[0] == to_name ? 0.0 : 0.02);
      edges_.push_back({{static_cast<int>(t), from},
                        {static_cast<int>(target - database_->tables.data()), to},
                        cost});
    }
  }
}

void SchemaIndex::infer_edges() {
  std::vector<std::vector<char>> joined(tables_.size(), std::vector<char>(tables_.size(), 0));
  for (const auto& edge : edges_) {
    joined[static_cast<std::size_t>(edge.from.table)][static_cast<std::size_t>(edge.to.table)] = 1;
    joined[static_cast<std::size_t>(edge.to.table)][static_cast<std::size_t>(edge.from.table)] = 1;
  }
  if (tables_.size() > 400) return;
  for (std::size_t to = 0; to < tables_.size(); ++to) {
    const int key = tables_[to].key;
    if (key < 0) continue;
    const auto& key_name = database_->tables[to].columns[static_cast<std::size_t>(key)].name;
    const auto& key_words = tables_[to].columns[static_cast<std::size_t>(key)].words;
    std::vector<std::string> full = tables_[to].words;
    full.insert(full.end(), key_words.begin(), key_words.end());
    for (std::size_t from = 0; from < tables_.size(); ++from) {
      if (from == to || joined[from][to] != 0) continue;
      for (std::size_t c = 0; c < tables_[from].columns.size(); ++c) {
        const auto& words = tables_[from].columns[c].words;
        const auto& name = database_->tables[from].columns[c].name;
        const bool same_name = iequals(name, key_name) && key_words.size() > 1;
        const bool names_table =
            words == full || (words == tables_[to].words && !tables_[from].columns[c].is_name &&
                              tables_[from].columns[c].is_number);
        const bool same_joined = iequals(name, key_name) && !iequals(name, "id") &&
                                 !iequals(name, "name") && !iequals(name, "code");
        if (!same_name && !names_table && !same_joined) continue;
        // Of two tables with the same key, the one whose own key it is not refers to the other.
        if (tables_[from].key == static_cast<int>(c) && from < to) continue;
        edges_.push_back(
            {{static_cast<int>(from), static_cast<int>(c)}, {static_cast<int>(to), key}, 1.5});
        joined[from][to] = joined[to][from] = 1;
        break;
      }
    }
  }
}

void SchemaIndex::put(const std::vector<std::string>& stems, ColumnRef element, double quality) {
  if (stems.empty() || stems.size() > 6) return;
  auto& hits = names_[key_of(stems)];
  for (auto& hit : hits) {
    if (hit.element == element) {
      hit.quality = std::max(hit.quality, quality);
      return;
    }
  }
  hits.push_back({element, quality});
}

void SchemaIndex::learn_words(const std::string& spoken) {
  for (const auto word : split(spoken, ' ')) {
    const std::string stem = stem_of(word);
    vocabulary_.emplace(word, stem);
    ++stems_[stem];
  }
}

void SchemaIndex::index_names() {
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    const auto& table = tables_[t];
    const ColumnRef whole{static_cast<int>(t), -1};
    const auto size = static_cast<double>(table.words.size());
    learn_words(table.spoken);
    put(table.words, whole, 1.0);
    for (std::size_t from = 0; from < table.words.size(); ++from) {
      for (std::size_t to = from + 1; to <= table.words.size(); ++to) {
        if (to - from == table.words.size()) continue;
        const bool has_head = to == table.words.size();
        put({table.words.begin() + static_cast<long>(from),
             table.words.begin() + static_cast<long>(to)},
            whole, (has_head ? 0.45 : 0.3) + 0.35 * static_cast<double>(to - from) / size);
      }
    }
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const auto& words = table.columns[c].words;
      const ColumnRef ref{static_cast<int>(t), static_cast<int>(c)};
      learn_words(table.columns[c].spoken);
      put(words, ref, 1.0);
      // "birthdate", "zipcode": written as one word, whatever it was split into.
      put({stem_of(to_lower(replace_all(database_->tables[t].columns[c].name, "_", "")))}, ref,
          0.97);
      // "student name" for Student.name; "name" for Student.student_name.
      std::vector<std::string> with_table = table.words;
      with_table.insert(with_table.end(), words.begin(), words.end());
      put(with_table, ref, 0.98);
      put({table.words.back(), words.back()}, ref, words.size() == 1 ? 0.96 : 0.5);
      std::vector<std::string> rest;
      for (const auto& word : words) {
        if (std::find(table.words.begin(), table.words.end(), word) == table.words.end()) {
          rest.push_back(word);
        }
      }
      if (rest.size() < words.size()) put(rest, ref, 0.95);
      std::vector<std::string> core = words;
      double core_quality = 0.93;
      while (core.size() > 1 && is_tail(core.back())) {
        core.pop_back();
        put(core, ref, core_quality);
        core_quality -= 0.08;
      }
      const auto size_of_name = static_cast<double>(words.size());
      for (std::size_t from = 0; from < words.size(); ++from) {
        for (std::size_t to = from + 1; to <= words.size(); ++to) {
          if (to - from == words.size()) continue;
          const bool has_head = to == words.size();
          put({words.begin() + static_cast<long>(from), words.begin() + static_cast<long>(to)}, ref,
              (has_head ? 0.45 : 0.38) + 0.4 * static_cast<double>(to - from) / size_of_name);
        }
      }
    }
  }
}

void SchemaIndex::index_values(const std::vector<KnownValues>& values) {
  std::size_t total = 0;
  for (const auto& known : values) {
    const Table* table = database_->table(known.schema, known.table);
    if (table == nullptr) continue;
    const int column = place_of_column(*table, known.column);
    if (column < 0) continue;
    const ColumnRef ref{static_cast<int>(table - database_->tables.data()), column};
    value_counts_[packed(ref)] = known.values.size();
    for (const auto& value : known.values) {
      if (value.size() > 64 || ++total > 2'000'000) continue;
      const std::string normal = normal_form(value);
      if (normal.empty()) continue;
      const auto blanks = static_cast<std::size_t>(std::count(normal.begin(), normal.end(), ' '));
      longest_value_ = std::max(longest_value_, std::min<std::size_t>(blanks + 1, 8));
      auto& hits = values_[normal];
      if (hits.size() < 40) hits.push_back({ref, value, 1.0});
    }
  }
}

void SchemaIndex::index_spelling() {
  std::vector<std::string_view> words;
  for (const auto& [normal, hits] : values_) {
    const bool is_word = normal.size() >= 5 && normal.size() <= 24 &&
                         normal.find_first_of(" 0123456789") == std::string::npos;
    if (is_word) words.push_back(normal);
  }
  std::sort(words.begin(), words.end());
  constexpr std::size_t kMostWords = 300'000;
  if (words.size() > kMostWords) words.resize(kMostWords);
  for (const auto word : words) value_words_.add(word);
  value_spelling_ = SpellingIndex(value_words_);
}

std::string SchemaIndex::corrected_value(std::string_view normal) const {
  const auto near = value_spelling_.near(value_words_, normal, 2);
  return near.empty() ? std::string() : std::string(value_words_.text(near[0]));
}

std::size_t SchemaIndex::value_count(ColumnRef ref) const {
  const auto found = value_counts_.find(packed(ref));
  return found == value_counts_.end() ? 0 : found->second;
}

const std::vector<StoredValue>& SchemaIndex::values(std::string_view normal) const {
  static const std::vector<StoredValue> kNone;
  const auto found = values_.find(std::string(normal));
  return found == values_.end() ? kNone : found->second;
}

std::vector<SchemaHit> SchemaIndex::find(const std::vector<std::string>& stems) const {
  std::vector<SchemaHit> hits;
  const auto add = [&](const std::vector<std::string>& words, double trust) {
    const auto found = names_.find(key_of(words));
    if (found == names_.end()) return;
    for (const auto& hit : found->second) {
      const double quality = hit.quality * trust;
      bool is_known = false;
      for (auto& known : hits) {
        if (known.element != hit.element) continue;
        known.quality = std::max(known.quality, quality);
        is_known = true;
      }
      if (!is_known) hits.push_back({hit.element, quality});
    }
  };
  add(stems, 1.0);
  if (stems.size() <= 3) {
    for (std::size_t i = 0; i < stems.size(); ++i) {
      auto replaced = stems;
      for (const auto& synonym : synonyms(stems[i])) {
        replaced[i] = synonym.stem;
        add(replaced, synonym.trust);
      }
    }
  }
  std::sort(hits.begin(), hits.end(), [](const SchemaHit& a, const SchemaHit& b) {
    return a.quality != b.quality ? a.quality > b.quality : a.element < b.element;
  });
  if (hits.size() > 24) hits.resize(24);
  return hits;
}

std::string SchemaIndex::corrected(std::string_view word) const {
  if (word.size() < 5) return {};
  const std::size_t limit = word.size() >= 9 ? 2 : 1;
  const std::string* best = nullptr;
  std::string_view best_word;
  std::size_t best_distance = limit + 1;
  for (const auto& [known, stem] : vocabulary_) {
    if (known.size() + limit < word.size() || word.size() + limit < known.size()) continue;
    if (known.size() < 4 || known[0] != word[0]) continue;
    const auto distance = edit_distance(word, known, limit);
    if (distance < best_distance || (distance == best_distance && known < best_word)) {
      best_distance = distance;
      best = &stem;
      best_word = known;
    }
  }
  return best == nullptr || best_distance > limit ? std::string() : *best;
}

}  // namespace askdb::linguist
