#include <unordered_set>

#include "linguist/dialect.hpp"

namespace askdb::linguist {
namespace {

class TrinoText final : public DialectText {
 public:
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
        return "date_format(" + column + ", '%Y') || '-Q' || CAST(quarter(" + column +
               ") AS varchar)";
      case Bucket::kNone:
        break;
    }
    return column;
  }

  /// A text is never taken for a date.
  std::string moment(std::string_view text, ValueKind kind) const override {
    if (kind == ValueKind::kDate) return "DATE " + literal(text.substr(0, 10));
    if (kind == ValueKind::kTimestamp) return "TIMESTAMP " + literal(text);
    return literal(text);
  }

  std::string match(const std::string& left, const std::string& pattern,
                    bool is_not) const override {
    return "lower(" + left + ")" + (is_not ? " NOT LIKE " : " LIKE ") + "lower(" + pattern + ")";
  }
  std::string as_number(const std::string& left) const override {
    return "TRY_CAST(" + left + " AS double)";
  }

 protected:
  bool is_reserved(std::string_view lower) const override {
    static const std::unordered_set<std::string_view> kOwn{
        "cube",    "deallocate", "describe",  "escape",     "execute",    "extract", "grouping",
        "listagg", "localtime",  "normalize", "prepare",    "recursive",  "rollup",  "skip",
        "trim",    "uescape",    "unnest",    "json_array", "json_object"};
    return kOwn.contains(lower) || DialectText::is_reserved(lower);
  }
};

}  // namespace

const DialectText& trino_text() {
  static const TrinoText kText;
  return kText;
}

}  // namespace askdb::linguist
