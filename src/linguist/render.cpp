#include "linguist/render.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "linguist/dialect.hpp"
#include "linguist/share.hpp"
#include "linguist/sql_text.hpp"

namespace askdb::linguist {

namespace {

class Renderer {
 public:
  Renderer(const SchemaIndex& schema, const JoinGraph& joins, Rendered& out)
      : schema_(schema),
        joins_(joins),
        dialect_(dialect_text(schema.database().dialect)),
        out_(out) {}

  /// One query with its set operations. False when tables cannot be joined.
  bool write(const Query& query, std::string& sql) {
    std::string own;
    if (!write_one(query, own)) return false;
    if (query.set_operation == SetOperation::kNone || query.set_right == nullptr) {
      sql += own;
      return true;
    }
    std::string right;
    if (!Renderer(schema_, joins_, out_).write_one(*query.set_right, right)) return false;
    const char* word = query.set_operation == SetOperation::kIntersect ? " INTERSECT "
                       : query.set_operation == SetOperation::kExcept  ? " EXCEPT "
                                                                       : " UNION ";
    sql += own + word + right;
    return true;
  }

 private:
  bool write_one(const Query& query, std::string& sql) {
    const auto tree = joins_.connect(tables_of(query), query.via);
    if (!tree.is_connected || tree.tables.empty()) return false;
    is_joined_ = tree.tables.size() > 1;
    out_.join_cost += tree.cost;
    out_.joins += static_cast<int>(tree.edges.size());
    for (const int table : tree.tables) {
      if (std::find(out_.tables.begin(), out_.tables.end(), table) == out_.tables.end()) {
        out_.tables.push_back(table);
      }
    }
    sql += query.is_distinct ? "SELECT DISTINCT " : "SELECT ";
    if (query.selects_all) {
      sql += is_joined_ ? table_text(query.anchor) + ".*" : "*";
    } else {
      for (std::size_t i = 0; i < query.select.size(); ++i) {
        if (i > 0) sql += ", ";
        sql += share_or_term(query, query.select[i]);
        if (i < query.titles.size() && !query.titles[i].empty()) {
          sql += " AS " + dialect_.quoted_name(query.titles[i]);
        }
      }
    }
    sql += " FROM " + qualified(tree.tables[0]);
    for (std::size_t i = 0; i < tree.edges.size(); ++i) {
      sql += " JOIN " + qualified(tree.tables[i + 1]) + " ON " + column_text(tree.edges[i].from) +
             " = " + column_text(tree.edges[i].to);
    }
    const auto narrowing = is_share_of_part(query) ? part_of_whole(query).second : query.filters;
    if (!write_conditions(narrowing, " WHERE ", sql)) return false;
    write_group(query, sql);
    if (!write_conditions(query.having, " HAVING ", sql)) return false;
    for (std::size_t i = 0; i < query.order.size(); ++i) {
      sql += i == 0 ? " ORDER BY " : ", ";
      sql += term_text(query.order[i].term);
      if (query.order[i].is_descending) {
        // A count is never NULL.
        sql += query.order[i].term.aggregate == Aggregate::kCount ? " DESC" : dialect_.descending();
      }
    }
    if (query.limit > 0) sql += " LIMIT " + std::to_string(query.limit);
    return true;
  }

  std::string share_or_term(const Query& query, const Term& term) {
    if (!term.is_share || !is_share_of_part(query)) return term_text(term);
    std::string condition;
    if (!write_conditions(part_of_whole(query).first, "", condition)) return term_text(term);
    return "round(100.0 * avg(CASE WHEN " + condition + " THEN 1 ELSE 0 END), 2)";
  }

  void write_group(const Query& query, std::string& sql) const {
    if (query.group.empty()) return;
    auto keys = query.group;
    const auto has_key_of = [&](int table) {
      return dialect_.grouping() != Grouping::kNone &&
             std::any_of(keys.begin(), keys.end(), [&](const Term& key) {
               return key.column.table == table && key.column.column >= 0 &&
                      schema_.column(key.column).is_primary_key;
             });
    };
    const auto add = [&](const Term& term) {
      if (term.aggregate != Aggregate::kNone || term.is_share || term.column.column < 0) return;
      if (has_key_of(term.column.table)) return;
      if (std::find(keys.begin(), keys.end(), term) == keys.end()) keys.push_back(term);
    };
    for (const auto& term : query.select) add(term);
    if (dialect_.grouping() != Grouping::kAny) {
      for (const auto& order : query.order) add(order.term);
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
      sql += i == 0 ? " GROUP BY " : ", ";
      sql += term_text(keys[i]);
    }
  }

  bool write_conditions(const std::vector<Condition>& conditions, std::string_view opening,
                        std::string& sql) {
    const bool has_and_and_or =
        conditions.size() > 2 &&
        std::any_of(conditions.begin() + 1, conditions.end(),
                    [](const Condition& condition) { return condition.is_or; });
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      const bool next_is_or = i + 1 < conditions.size() && conditions[i + 1].is_or;
      sql += i == 0 ? opening : conditions[i].is_or ? " OR " : " AND ";
      const bool starts_group = has_and_and_or && next_is_or && !(i > 0 && conditions[i].is_or);
      if (starts_group) sql += "(";
      if (!write_condition(conditions[i], sql)) return false;
      if (has_and_and_or && i > 0 && conditions[i].is_or && !next_is_or) sql += ")";
    }
    return true;
  }

  bool write_condition(const Condition& condition, std::string& sql) {
    const std::string left = term_text(condition.left);
    if (condition.subquery != nullptr) {
      sql += left + " " + std::string(operator_text(condition.op)) + " (";
      if (!Renderer(schema_, joins_, out_).write(*condition.subquery, sql)) return false;
      sql += ")";
      return true;
    }
    if (condition.op == Operator::kIsNull || condition.op == Operator::kIsNotNull) {
      sql += left + " " + std::string(operator_text(condition.op));
      return true;
    }
    if (condition.has_right) {
      const std::string right = term_text(condition.right);
      sql += left + " " + std::string(operator_text(condition.op)) + " " + right;
      return true;
    }
    if (condition.literals.empty()) return false;
    if (!condition.literals[0].until.empty()) {
      write_range(condition, left, sql);
      return true;
    }
    const std::string compared = comparable(condition, left);
    if (condition.op == Operator::kLike || condition.op == Operator::kNotLike) {
      sql +=
          dialect_.match(compared, literal_text(condition, 0), condition.op == Operator::kNotLike);
      return true;
    }
    const std::string op(operator_text(condition.op));
    sql += compared + " " + op + " " + literal_text(condition, 0);
    if (condition.op == Operator::kBetween && condition.literals.size() > 1) {
      sql += " AND " + literal_text(condition, 1);
    }
    return true;
  }

  void write_range(const Condition& condition, const std::string& left, std::string& sql) const {
    const std::string first = moment_text(condition, condition.literals[0].text);
    const std::string after = moment_text(condition, condition.literals[0].until);
    const std::string within = left + " >= " + first + " AND " + left + " < " + after;
    const auto op = condition.op;
    sql += op == Operator::kLess             ? left + " < " + first
           : op == Operator::kGreaterOrEqual ? left + " >= " + first
           : op == Operator::kGreater        ? left + " >= " + after
           : op == Operator::kLessOrEqual    ? left + " < " + after
           : op == Operator::kNotEqual       ? "NOT (" + within + ")"
                                             : within;
  }

  std::string moment_text(const Condition& condition, const std::string& text) const {
    const auto column = condition.left.column;
    const auto kind = column.column < 0 ? ValueKind::kText : schema_.stored(column).kind;
    return dialect_.moment(text, kind);
  }

  /// The left side as something the literal can be compared with.
  std::string comparable(const Condition& condition, const std::string& left) const {
    if (condition.left.aggregate != Aggregate::kNone || condition.left.column.column < 0) {
      return left;
    }
    const auto kind = schema_.stored(condition.left.column).kind;
    const bool is_text = kind == ValueKind::kText || kind == ValueKind::kOther;
    const bool is_like = condition.op == Operator::kLike || condition.op == Operator::kNotLike;
    if (is_like && !is_text) return dialect_.as_text(left);
    if (is_text && condition.literals[0].is_number && !is_like &&
        condition.op != Operator::kEqual && condition.op != Operator::kNotEqual) {
      return dialect_.as_number(left);
    }
    return left;
  }

  std::string literal_text(const Condition& condition, std::size_t which) const {
    const auto& literal = condition.literals[which];
    if (condition.left.aggregate != Aggregate::kNone || condition.left.column.column < 0) {
      return literal.is_number ? literal.text : dialect_.literal(literal.text);
    }
    const auto kind = schema_.stored(condition.left.column).kind;
    if (kind == ValueKind::kBoolean) {
      return dialect_.boolean(literal.text != "0" && literal.text != "false");
    }
    if (!literal.is_number) return dialect_.moment(literal.text, kind);
    const bool is_text = kind == ValueKind::kText || kind == ValueKind::kOther;
    const bool is_equality =
        condition.op == Operator::kEqual || condition.op == Operator::kNotEqual;
    if (is_text && is_equality) return dialect_.literal(literal.text);
    return literal.text;
  }

  std::string term_text(const Term& term) const {
    if (term.is_share) return "round(100.0 * count(*) / sum(count(*)) OVER (), 2)";
    std::string inner = term.column.column < 0 ? "*" : column_text(term.column);
    if (term.bucket != Bucket::kNone && term.column.column >= 0) {
      // A column of year numbers is its own bucket.
      if (!schema_.column(term.column).is_number) inner = dialect_.bucket(term.bucket, inner);
    }
    if (term.aggregate == Aggregate::kNone) return inner;
    return std::string(function_name(term.aggregate)) + "(" +
           (term.is_distinct ? "DISTINCT " : "") + inner + ")";
  }

  std::string table_text(int table) const {
    return dialect_.name(schema_.database().tables[static_cast<std::size_t>(table)].name);
  }

  std::string qualified(int index) const {
    const auto& table = schema_.database().tables[static_cast<std::size_t>(index)];
    if (table.schema.empty() || table.schema == schema_.database().default_schema ||
        !dialect_.has_schemas()) {
      return table_text(index);
    }
    return dialect_.name(table.schema) + "." + table_text(index);
  }

  std::string column_text(ColumnRef ref) const {
    const std::string own = dialect_.name(schema_.stored(ref).name);
    return is_joined_ ? called(ref.table) + "." + own : own;
  }

  /// How columns name their table: with its schema where another one has a table of that name.
  std::string called(int index) const {
    const auto& tables = schema_.database().tables;
    const auto& name = tables[static_cast<std::size_t>(index)].name;
    const auto same = std::count_if(out_.tables.begin(), out_.tables.end(), [&](int other) {
      return iequals(tables[static_cast<std::size_t>(other)].name, name);
    });
    return same > 1 ? qualified(index) : table_text(index);
  }

  static void collect(const Term& term, std::vector<int>& tables) {
    if (term.column.table < 0) return;
    if (std::find(tables.begin(), tables.end(), term.column.table) == tables.end()) {
      tables.push_back(term.column.table);
    }
  }

  static std::vector<int> tables_of(const Query& query) {
    std::vector<int> tables;
    if (query.selects_all && query.anchor >= 0) tables.push_back(query.anchor);
    for (const auto& term : query.select) collect(term, tables);
    for (const auto& condition : query.filters) {
      collect(condition.left, tables);
      if (condition.has_right) collect(condition.right, tables);
    }
    for (const auto& term : query.group) collect(term, tables);
    for (const auto& condition : query.having) collect(condition.left, tables);
    for (const auto& order : query.order) collect(order.term, tables);
    for (const int table : query.tables) collect(Term{.column = {table, -1}}, tables);
    if (tables.empty() && query.anchor >= 0) tables.push_back(query.anchor);
    return tables;
  }

  const SchemaIndex& schema_;
  const JoinGraph& joins_;
  const DialectText& dialect_;
  Rendered& out_;
  bool is_joined_ = false;
};

}  // namespace

Rendered render(const Query& query, const SchemaIndex& schema, const JoinGraph& joins) {
  Rendered out;
  std::string sql;
  if (Renderer(schema, joins, out).write(query, sql)) out.sql = std::move(sql);
  return out;
}

}  // namespace askdb::linguist
