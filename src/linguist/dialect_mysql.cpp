#include "linguist/dialect.hpp"
#include "sql/quoting.hpp"

namespace askdb::linguist {
namespace {

class MysqlText final : public DialectText {
 public:
  std::string quoted_name(std::string_view name) const override {
    return askdb::quoted_name(name, Dialect::kMysql);
  }
  std::string literal(std::string_view text) const override {
    return quoted_text(text, Dialect::kMysql);
  }

  std::string bucket(Bucket bucket, const std::string& column) const override {
    switch (bucket) {
      case Bucket::kYear:
        return "date_format(" + column + ", '%Y')";
      case Bucket::kMonth:
        return "date_format(" + column + ", '%Y-%m')";
      case Bucket::kWeek:
        return "date_format(" + column + ", '%x-W%v')";
      case Bucket::kDay:
        return "date_format(" + column + ", '%Y-%m-%d')";
      case Bucket::kQuarter:
        return "concat(year(" + column + "), '-Q', quarter(" + column + "))";
      case Bucket::kNone:
        break;
    }
    return column;
  }

  /// The usual collations ignore case; NULL counts as the smallest, so it comes last when sorted
  /// by the largest.
  std::string match(const std::string& left, const std::string& pattern,
                    bool is_not) const override {
    return left + (is_not ? " NOT LIKE " : " LIKE ") + pattern;
  }
  /// MariaDB does not see that a key decides the other columns of its table.
  Grouping grouping() const override { return Grouping::kNone; }
  std::string as_text(const std::string& left) const override {
    return "cast(" + left + " AS char)";
  }
  std::string as_number(const std::string& left) const override {
    return "cast(nullif(" + left + ", '') AS double)";
  }

 protected:
  bool is_reserved(std::string_view lower) const override {
    return is_reserved_in_mysql(lower) || DialectText::is_reserved(lower);
  }
};

}  // namespace

const DialectText& mysql_text() {
  static const MysqlText kText;
  return kText;
}

}  // namespace askdb::linguist
