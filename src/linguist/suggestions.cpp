#include "linguist/suggestions.hpp"

#include <algorithm>

namespace askdb::linguist {

namespace {

std::string rows_of(const SchemaIndex& schema, int table) {
  std::string spoken = schema.table(table).spoken;
  if (!spoken.ends_with("s")) {
    if (spoken.ends_with("y") && spoken.size() > 1 &&
        std::string_view("aeiou").find(spoken[spoken.size() - 2]) == std::string_view::npos) {
      spoken.replace(spoken.size() - 1, 1, "ies");
    } else {
      spoken += "s";
    }
  }
  return spoken;
}

bool is_measure(const ColumnInfo& column) { return column.is_number && !column.is_key; }

/// A text column with few values: what one groups by.
bool is_category(const SchemaIndex& schema, ColumnRef ref) {
  const auto& column = schema.column(ref);
  const auto count = schema.value_count(ref);
  return column.is_text && !column.is_key && !column.is_name && count >= 2 && count <= 40;
}

}  // namespace

std::vector<std::string> starter_questions(const Engine& engine, std::size_t count) {
  const auto& schema = engine.schema();
  // Tables that others refer to come first: they are what the database is about.
  std::vector<int> weight(static_cast<std::size_t>(schema.table_count()), 0);
  for (const auto& edge : schema.edges()) {
    weight[static_cast<std::size_t>(edge.to.table)] += 2;
    weight[static_cast<std::size_t>(edge.from.table)] += 1;
  }
  std::vector<int> tables;
  for (int t = 0; t < schema.table_count(); ++t) tables.push_back(t);
  std::stable_sort(tables.begin(), tables.end(), [&](int a, int b) {
    return weight[static_cast<std::size_t>(a)] > weight[static_cast<std::size_t>(b)];
  });
  std::vector<std::string> questions;
  const auto add = [&](std::string text) {
    const auto read = read_question(text, schema, Date{});
    if (questions.size() < count && !engine.candidates(read, 4).empty()) {
      questions.push_back(std::move(text));
    }
  };
  std::vector<std::vector<std::string>> kinds(3);
  for (const int t : tables) {
    const auto& info = schema.table(t);
    const std::string rows = rows_of(schema, t);
    kinds[0].push_back("How many " + rows + " are there?");
    for (std::size_t c = 0; c < info.columns.size(); ++c) {
      const ColumnRef ref{t, static_cast<int>(c)};
      if (is_category(schema, ref) && kinds[1].size() < count) {
        kinds[1].push_back("How many " + rows + " are there per " + info.columns[c].spoken + "?");
      }
      if (is_measure(info.columns[c]) && !info.name_columns.empty() && kinds[2].size() < count) {
        kinds[2].push_back("Top 5 " + rows + " by " + info.columns[c].spoken);
      }
    }
  }
  for (std::size_t round = 0; questions.size() < count; ++round) {
    bool has_more = false;
    for (const auto& kind : kinds) {
      if (round >= kind.size()) continue;
      has_more = true;
      add(kind[round]);
    }
    if (!has_more) break;
  }
  return questions;
}

std::string nearest_question(const Question& question, const SchemaIndex& schema) {
  double best = 0.6;
  ColumnRef nearest;
  for (const auto& item : question.items) {
    if (item.names.empty() || item.names[0].quality <= best) continue;
    best = item.names[0].quality;
    nearest = item.names[0].element;
  }
  if (nearest.table < 0) return {};
  const std::string rows = rows_of(schema, nearest.table);
  if (nearest.column < 0) return "How many " + rows + " are there?";
  const auto& column = schema.column(nearest);
  if (is_measure(column)) return "What is the average " + column.spoken + " of the " + rows + "?";
  return "What are the different values of " + column.spoken + " of the " + rows + "?";
}

}  // namespace askdb::linguist
