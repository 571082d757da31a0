#include "linguist/explain.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "linguist/sql_text.hpp"

namespace askdb::linguist {

namespace {

std::string plural(const std::string& words) {
  if (words.empty() || words.ends_with("s")) return words;
  if (words.ends_with("y") && words.size() > 1 &&
      std::string_view("aeiou").find(words[words.size() - 2]) == std::string_view::npos) {
    return words.substr(0, words.size() - 1) + "ies";
  }
  if (words.ends_with("ch") || words.ends_with("sh") || words.ends_with("x")) return words + "es";
  return words + "s";
}

std::string listed(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " and " : ", ";
    out += parts[i];
  }
  return out;
}

class Teller {
 public:
  explicit Teller(const SchemaIndex& schema) : schema_(schema) {}

  std::string tell(const Query& query) const {
    std::string out = query.selects_all ? "Show all columns of the " + rows(query.anchor)
                                        : "Show " + listed(terms(query));
    const bool only_counts = query.select.size() == 1 && query.group.empty() &&
                             query.select[0].aggregate == Aggregate::kCount &&
                             query.select[0].column.column < 0;
    if (only_counts) out = "Count the " + rows(query.select[0].column.table);
    const int anchor = main_table(query);
    if (!only_counts && !query.selects_all && anchor >= 0) out += " of the " + rows(anchor);
    if (!query.filters.empty()) out += " whose " + conditions(query.filters);
    if (!query.group.empty()) {
      std::vector<std::string> keys;
      for (const auto& key : query.group) keys.push_back(term(key));
      out += ", per " + listed(keys);
    }
    if (!query.having.empty()) out += ", only where " + conditions(query.having);
    if (query.set_operation != SetOperation::kNone && query.set_right != nullptr) {
      out += query.set_operation == SetOperation::kIntersect ? ", and also "
             : query.set_operation == SetOperation::kExcept  ? ", but not "
                                                             : ", or ";
      out += "those whose " + conditions(query.set_right->filters);
    }
    for (std::size_t i = 0; i < query.order.size(); ++i) {
      out += (i == 0 ? ", ordered by " : ", then ") + term(query.order[i].term) +
             direction(query.order[i]);
    }
    if (query.limit == 1) out += ", only the first one";
    if (query.limit > 1) out += ", the first " + std::to_string(query.limit);
    return out + ".";
  }

 private:
  std::string direction(const Order& order) const {
    const auto& term = order.term;
    const bool is_column =
        term.column.column >= 0 && !term.is_share &&
        (term.aggregate == Aggregate::kNone || term.aggregate == Aggregate::kMaximum ||
         term.aggregate == Aggregate::kMinimum);
    const bool is_date = is_column && schema_.column(term.column).is_date;
    const bool is_text = is_column && schema_.column(term.column).is_text;
    if (term.bucket != Bucket::kNone || is_date) {
      return order.is_descending ? ", latest first" : ", earliest first";
    }
    if (is_text) return order.is_descending ? ", Z to A" : ", A to Z";
    return order.is_descending ? ", largest first" : ", smallest first";
  }

  std::string rows(int table) const {
    return table < 0 ? "rows" : plural(schema_.table(table).spoken);
  }

  /// The table whose rows are listed: that of the first plain column.
  static int main_table(const Query& query) {
    for (const auto& term : query.select) {
      if (term.column.table >= 0) return term.column.table;
    }
    return query.anchor;
  }

  std::string term(const Term& term) const {
    if (term.is_share) return "the share of all rows in percent";
    if (term.column.column < 0) return "the number of " + rows(term.column.table);
    std::string name = schema_.column(term.column).spoken;
    switch (term.bucket) {
      case Bucket::kYear:
        name = "year of " + name;
        break;
      case Bucket::kQuarter:
        name = "quarter of " + name;
        break;
      case Bucket::kMonth:
        name = "month of " + name;
        break;
      case Bucket::kWeek:
        name = "week of " + name;
        break;
      case Bucket::kDay:
        name = "day of " + name;
        break;
      case Bucket::kNone:
        break;
    }
    switch (term.aggregate) {
      case Aggregate::kCount:
        return "the number of " + std::string(term.is_distinct ? "different " : "") + plural(name);
      case Aggregate::kSum:
        return "the total " + name;
      case Aggregate::kAverage:
        return "the average " + name;
      case Aggregate::kMaximum:
        return "the highest " + name;
      case Aggregate::kMinimum:
        return "the lowest " + name;
      case Aggregate::kNone:
        break;
    }
    return name;
  }

  std::vector<std::string> terms(const Query& query) const {
    std::vector<std::string> out;
    for (const auto& one : query.select) out.push_back(term(one));
    if (query.is_distinct && !out.empty()) out[0] = "the different " + out[0];
    return out;
  }

  std::string literal(const Condition& condition, std::size_t which) const {
    const auto& value = condition.literals[which];
    if (!value.until.empty()) return "from " + value.text + " up to, not including, " + value.until;
    return value.is_number ? value.text : "'" + shortened(value.text, 60) + "'";
  }

  std::string condition(const Condition& one) const {
    std::string left = term(one.left);
    if (one.subquery != nullptr) {
      std::string inner = tell(*one.subquery);
      inner.pop_back();
      if (one.op == Operator::kNotIn) return left + " is not among (" + inner + ")";
      if (one.op == Operator::kIn) return left + " is among (" + inner + ")";
      return left + " " + std::string(comparison(one.op)) + " (" + inner + ")";
    }
    if (one.op == Operator::kIsNull) return left + " is missing";
    if (one.op == Operator::kIsNotNull) return left + " is known";
    if (one.has_right) return left + " " + std::string(comparison(one.op)) + " " + term(one.right);
    if (one.literals.empty()) return left;
    if (!one.literals[0].until.empty()) {
      return left + (one.op == Operator::kNotEqual ? " is not " : " is ") + literal(one, 0);
    }
    if (one.op == Operator::kBetween && one.literals.size() > 1) {
      return left + " is between " + literal(one, 0) + " and " + literal(one, 1);
    }
    return left + " " + std::string(comparison(one.op)) + " " + literal(one, 0);
  }

  static std::string_view comparison(Operator op) {
    switch (op) {
      case Operator::kNotEqual:
        return "is not";
      case Operator::kLess:
        return "is less than";
      case Operator::kLessOrEqual:
        return "is at most";
      case Operator::kGreater:
        return "is more than";
      case Operator::kGreaterOrEqual:
        return "is at least";
      case Operator::kLike:
        return "is like";
      case Operator::kNotLike:
        return "is not like";
      default:
        return "is";
    }
  }

  std::string conditions(const std::vector<Condition>& list) const {
    std::string out;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out += list[i].is_or ? " or " : " and ";
      out += condition(list[i]);
    }
    return out;
  }

  const SchemaIndex& schema_;
};

}  // namespace

std::string explanation_of(const Query& query, const SchemaIndex& schema) {
  return Teller(schema).tell(query);
}

std::vector<std::string> assumptions_of(const Question& question, const Candidate& candidate,
                                        const SchemaIndex& schema) {
  std::vector<std::string> lines;
  const auto& database = schema.database();
  const auto name = [&](ColumnRef ref) {
    const auto& table = database.tables[static_cast<std::size_t>(ref.table)];
    return ref.column < 0 ? table.name : table.name + "." + schema.stored(ref).name;
  };
  for (const auto& filter : candidate.query.filters) {
    if (filter.op != Operator::kEqual && filter.op != Operator::kNotEqual) continue;
    if (filter.literals.empty() || filter.literals[0].is_number || filter.left.column.column < 0) {
      continue;
    }
    if (!filter.literals[0].until.empty()) {
      lines.push_back("The dates are those of " + name(filter.left.column) + ".");
    } else {
      lines.push_back("'" + shortened(filter.literals[0].text, 60) + "' is looked for in " +
                      name(filter.left.column) + ".");
    }
  }
  for (std::size_t i = 0; i < question.items.size(); ++i) {
    const auto& item = question.items[i];
    if (item.names.empty() || candidate.used[i] == 0) continue;
    const auto& best = item.names[0];
    if (!item.is_corrected && best.quality >= 0.75) continue;
    const auto& tables = candidate.rendered.tables;
    if (std::find(tables.begin(), tables.end(), best.element.table) == tables.end()) continue;
    lines.push_back("\"" + item.lower + "\" was read as " + name(best.element) + ".");
  }
  if (candidate.rendered.joins > 0) {
    std::vector<std::string> tables;
    for (const int table : candidate.rendered.tables) {
      tables.push_back(database.tables[static_cast<std::size_t>(table)].name);
    }
    lines.push_back("Joined through their keys: " + listed(tables) + ".");
  }
  if (lines.size() > 8) lines.resize(8);
  return lines;
}

std::string respelled(const Question& question, const SchemaIndex& schema) {
  std::string text = question.text;
  // From the end, so that what stands before stays where it is.
  for (auto item = question.items.rbegin(); item != question.items.rend(); ++item) {
    if (!item->is_corrected) continue;
    std::string meant;
    if (!item->names.empty()) {
      const auto element = item->names[0].element;
      meant =
          element.column < 0 ? schema.table(element.table).spoken : schema.column(element).spoken;
      const bool is_many = item->lower.ends_with("s");
      // Of a longer name the word may be any part.
      if (meant.find(' ') != std::string::npos) continue;
      if (is_many) meant = plural(meant);
      if (!is_many && meant.ends_with("s")) continue;
    } else if (!item->values.empty()) {
      meant = item->values[0].text;
    }
    const auto begin = question.tokens[item->begin].begin;
    if (!meant.empty()) text.replace(begin, question.tokens[item->end - 1].end - begin, meant);
  }
  return text;
}

}  // namespace askdb::linguist
