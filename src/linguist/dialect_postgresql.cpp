#include "linguist/dialect.hpp"

namespace askdb::linguist {
namespace {

class PostgresqlText final : public DialectText {
 public:
  std::string bucket(Bucket bucket, const std::string& column) const override {
    switch (bucket) {
      case Bucket::kYear:
        return "to_char(" + column + ", 'YYYY')";
      case Bucket::kMonth:
        return "to_char(" + column + ", 'YYYY-MM')";
      case Bucket::kWeek:
        return "to_char(" + column + ", 'IYYY-\"W\"IW')";
      case Bucket::kDay:
        return "to_char(" + column + ", 'YYYY-MM-DD')";
      case Bucket::kQuarter:
        return "to_char(" + column + ", 'YYYY-\"Q\"Q')";
      case Bucket::kNone:
        break;
    }
    return column;
  }

  /// It sorts NULL first when descending; nobody means that by "the highest".
  std::string_view descending() const override { return " DESC NULLS LAST"; }
  Grouping grouping() const override { return Grouping::kOfTheKey; }
  std::string as_text(const std::string& left) const override { return left + "::text"; }
  std::string as_number(const std::string& left) const override {
    return "nullif(" + left + ", '')::numeric";
  }

 protected:
  /// Names that are not quoted become lower case.
  bool keeps_case() const override { return false; }
};

}  // namespace

const DialectText& postgresql_text() {
  static const PostgresqlText kText;
  return kText;
}

}  // namespace askdb::linguist
