#pragma once

/// Names and values of one database, found by the words of a question.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linguist/linguist.hpp"
#include "linguist/spelling.hpp"
#include "linguist/string_table.hpp"
#include "sql/schema.hpp"

namespace askdb::linguist {

/// A column by place; `column` is -1 for a whole table ("*").
struct ColumnRef {
  int table = -1;
  int column = -1;
  auto operator<=>(const ColumnRef&) const = default;  // NOLINT(modernize-use-nullptr)
};

struct ColumnInfo {
  std::vector<std::string> words;  ///< Stems of the name, abbreviations expanded.
  std::string spoken;              ///< The name as words: "date of birth".
  bool is_number = false;
  bool is_date = false;
  bool is_text = false;
  bool is_primary_key = false;
  bool is_key = false;   ///< Primary or foreign key, or named like one ("..._id").
  bool is_name = false;  ///< What people call the thing: name, title.
};

struct TableInfo {
  std::vector<std::string> words;
  std::string spoken;
  std::vector<ColumnInfo> columns;
  std::vector<int> name_columns;  ///< What stands for a row: a name, or first and last name.
  int key = -1;                   ///< The single primary key column, or what serves as one.
};

/// A foreign key edge between two tables, declared or inferred.
struct Edge {
  ColumnRef from;  ///< The referencing side (many).
  ColumnRef to;    ///< The referenced side (one).
  double cost = 1;
};

/// One table or column that a phrase may name. Quality 1 is an exact match.
struct SchemaHit {
  ColumnRef element;
  double quality = 0;
  auto operator<=>(const SchemaHit&) const = default;
};

/// One stored value that a phrase may name.
struct StoredValue {
  ColumnRef column;
  std::string text;  ///< As stored.
  double quality = 0;
};

class SchemaIndex {
 public:
  SchemaIndex(std::shared_ptr<const Database> database, const std::vector<KnownValues>& values);

  const Database& database() const { return *database_; }
  const TableInfo& table(int index) const { return tables_[static_cast<std::size_t>(index)]; }
  int table_count() const { return static_cast<int>(tables_.size()); }
  const ColumnInfo& column(ColumnRef ref) const {
    return table(ref.table).columns[static_cast<std::size_t>(ref.column)];
  }
  const Column& stored(ColumnRef ref) const {
    return database_->tables[static_cast<std::size_t>(ref.table)]
        .columns[static_cast<std::size_t>(ref.column)];
  }
  const std::vector<Edge>& edges() const { return edges_; }
  /// What the referenced row is to the referencing one: the words of `edges()[edge]`'s column that
  /// do not name the table it leads to ("loan officer").
  const std::vector<std::string>& role(std::size_t edge) const { return roles_[edge].name; }
  /// Whether a verb (stem) says what the referenced row does or did: "manages" for a manager_id,
  /// "sold" for a column described as "Employee who sold it".
  bool acts(std::size_t edge, std::string_view stem) const;

  /// Tables and columns whose names the phrase (stems) may mean, best first; few.
  std::vector<SchemaHit> find(const std::vector<std::string>& stems) const;
  /// Columns in which the phrase (normal form) is stored.
  const std::vector<StoredValue>& values(std::string_view normal) const;
  /// The stem of the schema's word nearest to a mistyped one, or empty.
  std::string corrected(std::string_view word) const;
  /// The stored value of one word (normal form) nearest to a mistyped one, or empty.
  std::string corrected_value(std::string_view normal) const;
  bool knows(std::string_view stem) const { return stems_.contains(std::string(stem)); }
  bool has_word(std::string_view word) const { return vocabulary_.contains(std::string(word)); }
  /// The most words a stored value has, up to 8.
  std::size_t longest_value() const { return longest_value_; }
  /// How many distinct values of a column are known.
  std::size_t value_count(ColumnRef ref) const;

 private:
  void read_names();
  void read_edges();
  void infer_edges();
  void read_roles();  // schema_roles.cpp
  void index_roles();
  void learn_words(const std::string& spoken);
  void index_names();
  void index_values(const std::vector<KnownValues>& values);
  void index_spelling();
  void put(const std::vector<std::string>& stems, ColumnRef element, double quality);

  std::shared_ptr<const Database> database_;
  std::vector<TableInfo> tables_;
  std::vector<Edge> edges_;
  struct Role {
    std::vector<std::string> name;  ///< Stems.
    std::vector<std::string> acts;  ///< Stems, those of the column's description included.
  };
  std::vector<Role> roles_;                                           ///< By edge.
  std::unordered_map<std::string, std::vector<SchemaHit>> names_;     // By sorted stems.
  std::unordered_map<std::string, std::vector<StoredValue>> values_;  // By normal form.
  std::unordered_map<std::string, std::string> vocabulary_;  // Words of names to their stems.
  std::unordered_map<std::string, int> stems_;
  std::unordered_map<std::uint64_t, std::size_t> value_counts_;
  std::size_t longest_value_ = 1;
  StringTable value_words_;  ///< Values of one word, as the spelling index lists them.
  SpellingIndex value_spelling_;
};

}  // namespace askdb::linguist
