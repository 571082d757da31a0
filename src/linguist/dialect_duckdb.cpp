#include <unordered_set>

#include "linguist/dialect.hpp"

namespace askdb::linguist {
namespace {

class DuckdbText final : public DialectText {
 public:
  std::string bucket(Bucket bucket, const std::string& column) const override {
    switch (bucket) {
      case Bucket::kYear:
        return "strftime(" + column + ", '%Y')";
      case Bucket::kMonth:
        return "strftime(" + column + ", '%Y-%m')";
      case Bucket::kWeek:
        return "strftime(" + column + ", '%G-W%V')";
      case Bucket::kDay:
        return "strftime(" + column + ", '%Y-%m-%d')";
      case Bucket::kQuarter:
        return "strftime(" + column + ", '%Y') || '-Q' || quarter(" + column + ")";
      case Bucket::kNone:
        break;
    }
    return column;
  }

  std::string as_number(const std::string& left) const override {
    return "TRY_CAST(" + left + " AS double)";
  }

 protected:
  bool is_reserved(std::string_view lower) const override {
    static const std::unordered_set<std::string_view> kOwn{
        "anti", "asof",   "at",           "describe",    "generated",  "glob",    "lambda",
        "map",  "pivot",  "pivot_longer", "pivot_wider", "positional", "qualify", "semi",
        "show", "struct", "summarize",    "unpack",      "unpivot",    "window"};
    return kOwn.contains(lower) || DialectText::is_reserved(lower);
  }
};

}  // namespace

const DialectText& duckdb_text() {
  static const DuckdbText kText;
  return kText;
}

}  // namespace askdb::linguist
