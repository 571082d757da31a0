#include "linguist/dialect.hpp"

namespace askdb::linguist {
namespace {

class SqliteText final : public DialectText {
 public:
  std::string boolean(bool value) const override { return value ? "1" : "0"; }
  bool has_schemas() const override { return false; }

  std::string bucket(Bucket bucket, const std::string& column) const override {
    switch (bucket) {
      case Bucket::kYear:
        return "strftime('%Y', " + column + ")";
      case Bucket::kMonth:
        return "strftime('%Y-%m', " + column + ")";
      case Bucket::kWeek:
        return "strftime('%Y-W%W', " + column + ")";
      case Bucket::kDay:
        return "date(" + column + ")";
      case Bucket::kQuarter:
        return "strftime('%Y', " + column + ") || '-Q' || ((CAST(strftime('%m', " + column +
               ") AS integer) + 2) / 3)";
      case Bucket::kNone:
        break;
    }
    return column;
  }

  /// LIKE ignores the case of ASCII letters.
  std::string match(const std::string& left, const std::string& pattern,
                    bool is_not) const override {
    return left + (is_not ? " NOT LIKE " : " LIKE ") + pattern;
  }
  Grouping grouping() const override { return Grouping::kAny; }
  /// Values have types, columns do not: they are compared as they are.
  std::string as_text(const std::string& left) const override { return left; }
  std::string as_number(const std::string& left) const override { return left; }
};

}  // namespace

const DialectText& sqlite_text() {
  static const SqliteText kText;
  return kText;
}

}  // namespace askdb::linguist
