#include "linguist/follow_up.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "linguist/items.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

/// The words of a follow-up behind "and", "what about", "only", ...; empty when it is none.
std::string_view changed_part(std::string_view question) {
  std::string_view rest = trim(question);
  while (!rest.empty() && (rest.back() == '?' || rest.back() == '.' || rest.back() == '!')) {
    rest.remove_suffix(1);
  }
  rest = trim(rest);
  const auto starts = [&](std::string_view opening) {
    if (rest.size() <= opening.size() || !iequals(rest.substr(0, opening.size()), opening)) {
      return false;
    }
    rest = trim(rest.substr(opening.size()));
    return true;
  };
  bool is_marked = false;
  while (starts("and ") || starts("but ") || starts("or ") || starts("what about ") ||
         starts("how about ") || starts("now ") || starts("then ") || starts("the same ") ||
         starts("same ") || starts("only ") || starts("just ") || starts("und ") ||
         starts("show it ") || starts("show them ") || starts("group it ") ||
         starts("break it down ") || starts("split it ") || starts("instead ") || starts("also ")) {
    is_marked = true;
  }
  const auto tokens = tokenize(rest);
  if (tokens.empty() || tokens.size() > 7) return {};
  const auto& first = tokens[0].lower;
  const bool is_phrase = first == "by" || first == "per" || first == "in" || first == "for" ||
                         first == "from" || first == "with" || first == "without" ||
                         first == "since" || first == "during" || first == "last" ||
                         first == "this" || first == "pro" || first == "before" || first == "after";
  for (const auto& token : tokens) {
    // A question of its own: "and how many orders?" still changes only what is asked.
    for (const std::string_view own : {"how", "which", "who", "what", "list", "count", "show"}) {
      if (token.lower == own && !is_marked) return {};
      if (token.lower == own && tokens.size() > 3) return {};
    }
  }
  return is_marked || is_phrase ? rest : std::string_view();
}

std::string without_end(std::string_view question) {
  std::string_view rest = trim(question);
  while (!rest.empty() && (rest.back() == '?' || rest.back() == '.' || rest.back() == '!')) {
    rest.remove_suffix(1);
  }
  return std::string(trim(rest));
}

std::string replaced(std::string_view text, std::size_t begin, std::size_t end,
                     std::string_view with) {
  std::string out(trim(text.substr(0, begin)));
  if (!with.empty()) out += (out.empty() ? "" : " ") + std::string(trim(with));
  const std::string_view rest = text.substr(std::min(end, text.size()));
  if (!trim(rest).empty()) {
    out += (std::string_view(",?.;").find(trim(rest)[0]) == std::string_view::npos ? " " : "");
    out += trim(rest);
  }
  return out;
}

/// "average amount" behind "How many loans are active?": another figure of the same things.
std::string with_other_figure(std::string_view question, std::string_view previous,
                              const SchemaIndex& schema, Date today) {
  const auto tokens = tokenize(question);
  if (tokens.empty() || tokens.size() > 5) return {};
  bool is_figure = false;
  for (const std::string_view word : {"average", "total", "sum", "maximum", "minimum", "highest",
                                      "lowest", "mean", "avg", "max", "min"}) {
    is_figure = is_figure || tokens[0].lower == word;
  }
  if (!is_figure) return {};
  for (const auto& token : tokens) {
    for (const std::string_view word : {"of", "by", "per", "for", "in"}) {
      if (token.lower == word) return {};
    }
  }
  const auto after = read_question(question, schema, today);
  for (const auto& item : after.items) {
    if (item.table_quality() >= 0.9 && item.table_quality() > item.column_quality()) return {};
  }
  const std::string base = without_end(previous);
  const auto before = read_question(base, schema, today);
  if (before.tokens.size() < 3 || before.tokens[0].lower != "how" ||
      before.tokens[1].lower != "many") {
    return {};
  }
  return "What is the " + without_end(question) + " of the" + base.substr(before.tokens[1].end);
}

}  // namespace

std::string completed(std::string_view question, std::string_view previous,
                      const SchemaIndex& schema, Date today) {
  if (trim(previous).empty()) return std::string(question);
  if (std::string other = with_other_figure(question, previous, schema, today); !other.empty()) {
    return other;
  }
  std::string part(changed_part(question));
  if (part.empty()) return std::string(question);
  const bool is_year = part.size() == 4 && (part.starts_with("19") || part.starts_with("20")) &&
                       part.find_first_not_of("0123456789") == std::string::npos;
  if (is_year) part.insert(0, "in ");
  const std::string base = without_end(previous);
  const auto before = read_question(base, schema, today);
  const auto after = read_question(part, schema, today);
  const auto byte_begin = [&](const Item& item) { return before.tokens[item.begin].begin; };
  const auto byte_end = [&](const Item& item) { return before.tokens[item.end - 1].end; };

  // Another grouping replaces the one before it.
  const std::string first = after.tokens[0].lower;
  const bool is_grouping = first == "by" || first == "per" || first == "pro" ||
                           (!after.items.empty() && after.items[0].bucket.has_value());
  if (is_grouping) {
    if (first == "by") part.replace(0, 2, "per");  // Plain "by" may mean an author as well.
    for (std::size_t i = 0; i < before.items.size(); ++i) {
      const auto& item = before.items[i];
      if (item.bucket) return replaced(base, byte_begin(item), byte_end(item), part);
      const bool opens = item.lower == "per" || item.lower == "by" ||
                         (item.lower == "each" && i > 0 && before.items[i - 1].lower == "for");
      if (opens && i + 1 < before.items.size() && !before.items[i + 1].names.empty()) {
        const std::size_t begin =
            item.lower == "each" ? byte_begin(before.items[i - 1]) : byte_begin(item);
        return replaced(base, begin, byte_end(before.items[i + 1]), part);
      }
    }
    return base + " " + part;
  }
  // Another date replaces the date, another value the value of the same column.
  for (const auto& item : after.items) {
    if (item.date) {
      for (const auto& old : before.items) {
        if (old.date) return replaced(base, byte_begin(old), byte_end(old), part);
      }
    }
    for (const auto& value : item.values) {
      for (const auto& old : before.items) {
        const bool is_same =
            std::any_of(old.values.begin(), old.values.end(),
                        [&](const StoredValue& known) { return known.column == value.column; });
        if (!is_same) continue;
        const auto& tokens = after.tokens;
        const std::string_view text =
            std::string_view(after.text)
                .substr(tokens[item.begin].begin,
                        tokens[item.end - 1].end - tokens[item.begin].begin);
        return replaced(base, byte_begin(old), byte_end(old), text);
      }
    }
  }
  // "what about suppliers?": another table in the place of the one talked about.
  for (const auto& item : after.items) {
    if (item.table_quality() < 0.9 || !item.values.empty()) continue;
    for (const auto& old : before.items) {
      if (old.table_quality() < 0.9 || old.table_quality() < old.column_quality()) continue;
      if (first == "in" || first == "for" || first == "with" || first == "from") break;
      return replaced(base, byte_begin(old), byte_end(old), item.lower);
    }
  }
  std::string addition(part);
  const bool has_preposition = is_function_word(first);
  const bool is_number = after.tokens[0].number.has_value();
  if (!has_preposition && (is_number || !after.items[0].values.empty()))
    addition = "in " + addition;
  return base + " " + addition;
}

}  // namespace askdb::linguist
