#include <algorithm>

#include "catalog/link_parts.hpp"

namespace askdb {

namespace catalog {

std::string normal_form(std::string_view text) {
  std::string out;
  for (const char raw : folded(text)) {
    const auto byte = static_cast<unsigned char>(raw);
    const bool is_part =
        (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
    if (is_part) {
      out += raw;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char byte : text) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  }
  return hash;
}

std::uint32_t letters_of(std::string_view text) {
  std::uint32_t letters = 0;
  for (const char byte : text) {
    if (byte >= 'a' && byte <= 'z') {
      letters |= 1U << static_cast<unsigned>(byte - 'a');
    }
  }
  return letters;
}

bool is_generic_word(std::string_view singular) {
  static constexpr std::string_view kWords[] = {
      "id",   "name", "code",  "date", "type",  "key", "no",     "number",
      "data", "info", "value", "time", "table", "tbl", "record", "detail"};
  return std::find(std::begin(kWords), std::end(kWords), singular) != std::end(kWords);
}

}  // namespace catalog

namespace {

using catalog::Posting;
using catalog::Source;

/// Columns with at most this many distinct values have their values' single words indexed.
constexpr std::size_t kMaxValuesByWord = 200;
constexpr std::size_t kMaxValueBytes = 64;
constexpr std::size_t kMaxValues = 2'000'000;
constexpr std::size_t kMaxCommentWords = 40;

class Builder {
 public:
  explicit Builder(LinkIndex::Parts& parts) : parts_(parts) {}

  void add_schema() {
    const Database& database = *parts_.database;
    parts_.tables = database.tables.size();
    for (std::uint32_t table = 0; table < parts_.tables; ++table) {
      parts_.table_of.push_back(table);
    }
    for (std::uint32_t index = 0; index < parts_.tables; ++index) {
      const Table& table = database.tables[index];
      table_index_.emplace(table.schema + '\n' + table.name, index);
      parts_.first_column.push_back(static_cast<std::uint32_t>(parts_.table_of.size()));
      add_name(index, table.name);
      add_comment(index, table.comment);
      for (const auto& column : table.columns) {
        const auto element = static_cast<std::uint32_t>(parts_.table_of.size());
        parts_.table_of.push_back(index);
        add_name(element, column.name);
        add_comment(element, column.comment);
      }
    }
    add_neighbours(database);
  }

  void add_values(const std::vector<ColumnValues>& values) {
    std::unordered_map<std::uint32_t, bool> is_known;
    for (const auto& column : values) {
      const auto element = element_of(column.schema, column.table, column.column);
      if (element == kNone) continue;
      is_known[element] = true;
      add_column_values(element, column.values);
    }
    for (std::uint32_t index = 0; index < parts_.tables; ++index) {
      const auto& columns = parts_.database->tables[index].columns;
      for (std::uint32_t column = 0; column < columns.size(); ++column) {
        const auto element = parts_.first_column[index] + column;
        if (!is_known[element]) add_column_values(element, columns[column].samples);
      }
    }
    std::sort(parts_.hashes.begin(), parts_.hashes.end(), [](const auto& a, const auto& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.value < b.value;
    });
  }

  void add_vocabulary() {
    for (const auto& [word, postings] : parts_.postings) {
      if (word.size() < 4 || word.front() == '~') continue;
      parts_.vocabulary.push_back({catalog::letters_of(word), word});
    }
    std::sort(parts_.vocabulary.begin(), parts_.vocabulary.end(),
              [](const auto& a, const auto& b) { return a.text < b.text; });
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  void add(const catalog::Word& word, Posting posting) {
    parts_.postings[word.singular].push_back(posting);
    if (word.text != word.singular) {
      parts_.postings[word.text].push_back(posting);
    }
    if (posting.source == Source::kValueWord) return;
    posting.quality *= 0.9F;
    parts_.postings["~" + word.stem].push_back(posting);
    posting.quality *= 0.95F;
    for (const auto& meaning : catalog::meanings_of(word.singular)) {
      parts_.postings[meaning].push_back(posting);
    }
  }

  void add_name(std::uint32_t element, const std::string& name) {
    const auto words = catalog::identifier_words(name);
    float total = 0;
    for (const auto& word : words) {
      total += weight_in_name(word);
    }
    std::string joined;
    for (const auto& word : words) {
      add(word, {element, 0, weight_in_name(word) / total, 1, Source::kName});
      joined += word.text;
    }
    if (words.size() > 1 && joined.size() <= 64) {
      parts_.postings[joined].push_back({element, 0, 1, 1, Source::kName});
    }
  }

  static float weight_in_name(const catalog::Word& word) {
    return catalog::is_generic_word(word.singular) ? 0.4F : 1.0F;
  }

  void add_comment(std::uint32_t element, const std::string& comment) {
    std::size_t count = 0;
    for (const auto& word :
         catalog::text_words_without_stems(std::string_view(comment).substr(0, 600))) {
      if (word.text.size() < 3 || catalog::is_function_word(word.text)) continue;
      if (++count > kMaxCommentWords) break;
      parts_.postings[word.singular].push_back({element, 0, 0, 1, Source::kComment});
    }
  }

  void add_column_values(std::uint32_t element, const std::vector<std::string>& values) {
    const bool by_word = values.size() <= kMaxValuesByWord;
    for (const auto& value : values) {
      if (value.empty() || value.size() > kMaxValueBytes || parts_.values.size() >= kMaxValues) {
        continue;
      }
      const std::string normal = catalog::normal_form(value);
      if (normal.empty()) continue;
      const auto index = static_cast<std::uint32_t>(parts_.values.size());
      parts_.values.push_back({element, static_cast<std::uint32_t>(parts_.texts.size()),
                               static_cast<std::uint32_t>(value.size())});
      parts_.texts += value;
      parts_.hashes.push_back({catalog::hash_of(normal), index});
      if (!by_word) continue;
      const auto words = catalog::text_words(normal);
      for (const auto& word : words) {
        if (word.text.size() < 3 || catalog::is_function_word(word.text)) continue;
        add(word, {element, index, 1.0F / static_cast<float>(words.size()), 1, Source::kValueWord});
      }
    }
  }

  void add_neighbours(const Database& database) {
    parts_.neighbours.resize(parts_.tables);
    const auto connect = [&](std::uint32_t from, std::uint32_t to) {
      auto& list = parts_.neighbours[from];
      if (std::find(list.begin(), list.end(), to) == list.end()) {
        list.push_back(to);
      }
    };
    for (std::uint32_t index = 0; index < parts_.tables; ++index) {
      for (const auto& key : database.tables[index].foreign_keys) {
        const auto to = table_index_.find(key.to_schema + '\n' + key.to_table);
        if (to == table_index_.end() || to->second == index) continue;
        connect(index, to->second);
        connect(to->second, index);
      }
    }
  }

  std::uint32_t element_of(const std::string& schema, const std::string& table,
                           const std::string& column) const {
    const auto found = table_index_.find(schema + '\n' + table);
    if (found == table_index_.end()) return kNone;
    const auto& columns = parts_.database->tables[found->second].columns;
    for (std::uint32_t index = 0; index < columns.size(); ++index) {
      if (columns[index].name == column) return parts_.first_column[found->second] + index;
    }
    return kNone;
  }

  LinkIndex::Parts& parts_;
  std::unordered_map<std::string, std::uint32_t> table_index_;
};

}  // namespace

LinkIndex::LinkIndex(std::shared_ptr<const Database> database,
                     const std::vector<ColumnValues>& values) {
  auto parts = std::make_unique<Parts>();
  parts->database = std::move(database);
  Builder builder(*parts);
  builder.add_schema();
  builder.add_values(values);
  builder.add_vocabulary();
  parts_ = std::move(parts);
}

LinkIndex::~LinkIndex() = default;

}  // namespace askdb
