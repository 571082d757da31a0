#include "linguist/schema_names.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "linguist/tokens.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Words that often close a name written without a separator: "custname", "deptno".
constexpr std::array<std::string_view, 14> kTails{"name", "number", "title",    "type",    "code",
                                                  "date", "year",   "location", "address", "price",
                                                  "id",   "no",     "num",      "time"};

bool is_initials_of(std::string_view head, std::string_view table) {
  if (head.empty()) return false;
  const auto words = words_of_name(table);
  if (words.empty()) return false;
  std::string initials;
  for (const auto& word : words) initials += word[0];
  return words[0].starts_with(head) || initials == head ||
         replace_all(std::string(table), "_", "").starts_with(head);
}

/// "stuid" in a database with a table Student -> {"student", "id"}; else the word itself.
std::vector<std::string> split_joined(const std::string& word, const Table& own,
                                      const Database& database) {
  for (const auto tail : kTails) {
    if (word.size() <= tail.size() || !word.ends_with(tail)) continue;
    const std::string head = word.substr(0, word.size() - tail.size());
    const std::string tail_word(tail == "no" || tail == "num" ? "number" : tail);
    if (is_initials_of(head, to_lower(own.name))) return {tail_word};
    if (tail.size() == 2 && head.size() < 2 && tail != "id") continue;
    const auto known = expanded_abbreviation(head);
    if (!known.empty()) return {std::string(known), tail_word};
    for (const auto& table : database.tables) {
      if (is_initials_of(head, to_lower(table.name))) {
        auto words = words_of_name(table.name);
        words.push_back(tail_word);
        return words;
      }
    }
  }
  return {word};
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void read_column(const Table& table, const Column& column, const Database& database,
                 ColumnInfo& info) {
  std::vector<std::string> words;
  for (const auto& word : words_of_name(column.name)) {
    const auto pieces = words.empty() && words_of_name(column.name).size() == 1
                            ? split_joined(word, table, database)
                            : std::vector<std::string>{word};
    for (const auto& piece : pieces) {
      for (const auto part : split(piece, ' ')) words.emplace_back(part);
    }
  }
  info.spoken = join(words, " ");
  for (const auto& word : words) {
    if (word != "of" && word != "the" && word != "in" && word != "to") {
      info.words.push_back(stem_of(word));
    }
  }
  if (info.words.empty()) info.words.push_back(stem_of(to_lower(column.name)));
  info.is_number = column.kind == ValueKind::kInteger || column.kind == ValueKind::kDecimal;
  info.is_date = column.kind == ValueKind::kDate || column.kind == ValueKind::kTimestamp;
  info.is_text = column.kind == ValueKind::kText || column.kind == ValueKind::kOther;
  if (info.is_text && !words.empty() && (contains(words, "date") || contains(words, "datetime"))) {
    info.is_date = true;
  }
  info.is_primary_key =
      table.primary_key.size() == 1 && iequals(table.primary_key.front(), column.name);
  info.is_key = info.is_primary_key || words.back() == "id";
  for (const auto& key : table.foreign_keys) {
    if (key.columns.size() == 1 && iequals(key.columns.front(), column.name)) info.is_key = true;
  }
  info.is_name =
      !info.is_number && (words.back() == "name" || words.back() == "title") && !info.is_key;
}

}  // namespace

std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words;
  // "LName" is "last name", though its capitals say "l", "name".
  if (const auto whole = expanded_abbreviation(to_lower(name)); !whole.empty()) {
    for (const auto part : split(whole, ' ')) words.emplace_back(part);
    return words;
  }
  std::string word;
  const auto finish = [&] {
    if (word.empty()) return;
    const auto expanded = expanded_abbreviation(word);
    if (expanded.empty()) {
      if (word != "tbl" && word != "ref" && word != "yn") words.push_back(word);
    } else {
      for (const auto part : split(expanded, ' ')) words.emplace_back(part);
    }
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && static_cast<unsigned char>(c) < 0x80) {
      finish();
      continue;
    }
    const bool after_lower = i > 0 && is_lower(name[i - 1]);
    const bool before_lower =
        i + 1 < name.size() && is_lower(name[i + 1]) && i > 0 && is_upper(name[i - 1]);
    if (is_upper(c) && (after_lower || before_lower)) finish();
    if (is_digit(c) && i > 0 && !is_digit(name[i - 1]) && !word.empty()) finish();
    word += is_upper(c) ? static_cast<char>(c + 32) : c;
  }
  finish();
  if (words.empty()) words.push_back(to_lower(name));
  return words;
}

TableInfo describe_table(const Table& table, const Database& database) {
  TableInfo info;
  const auto words = words_of_name(table.name);
  info.spoken = join(words, " ");
  for (const auto& word : words) {
    if (word != "of" && word != "the") info.words.push_back(stem_of(word));
  }
  for (const auto& column : table.columns) {
    read_column(table, column, database, info.columns.emplace_back());
  }
  int first_name = -1;
  int last_name = -1;
  int best = -1;
  double best_score = 0;
  const auto place_of = [](std::size_t i) { return static_cast<int>(i); };
  for (std::size_t i = 0; i < info.columns.size(); ++i) {
    const auto& column = info.columns[i];
    if (column.is_primary_key && info.key < 0) info.key = place_of(i);
    if (column.words.size() == 2 && column.words[1] == "name") {
      if (column.words[0] == "first") first_name = place_of(i);
      if (column.words[0] == "last") last_name = place_of(i);
    }
    if (!column.is_name) continue;
    double score = 1.0 - 0.01 * static_cast<double>(i);
    if (column.words.size() == 1) score += column.words[0] == "name" ? 1 : 0.4;
    bool is_own = true;
    for (std::size_t w = 0; w + 1 < column.words.size(); ++w) {
      is_own = is_own && contains(info.words, column.words[w]);
    }
    if (is_own) score += 0.6;
    if (score > best_score) {
      best_score = score;
      best = place_of(i);
    }
  }
  if (first_name >= 0 && last_name >= 0 &&
      (best < 0 ||
       info.columns[static_cast<std::size_t>(best)].words != std::vector<std::string>{"name"})) {
    info.name_columns = {first_name, last_name};
  } else if (best >= 0) {
    info.name_columns = {best};
  } else {
    // A column named as the table itself names its rows: city.city.
    for (std::size_t i = 0; i < info.columns.size() && info.name_columns.empty(); ++i) {
      if (info.columns[i].words == info.words) info.name_columns = {place_of(i)};
    }
  }
  if (info.key < 0) {
    for (std::size_t i = 0; i < info.columns.size() && info.key < 0; ++i) {
      if (info.columns[i].words.back() == "id" || info.columns[i].words.back() == "code") {
        info.key = table.primary_key.size() > 1 ? -1 : place_of(i);
      }
    }
  }
  return info;
}

}  // namespace askdb::linguist
