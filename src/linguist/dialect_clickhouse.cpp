#include <unordered_set>

#include "linguist/dialect.hpp"
#include "sql/quoting.hpp"

namespace askdb::linguist {
namespace {

/// Only functions that servers have had since 2018.
class ClickhouseText final : public DialectText {
 public:
  std::string literal(std::string_view text) const override {
    return quoted_text(text, Dialect::kClickhouse);
  }
  std::string quoted_name(std::string_view name) const override {
    return askdb::quoted_name(name, Dialect::kClickhouse);
  }
  std::string boolean(bool value) const override { return value ? "1" : "0"; }

  std::string bucket(Bucket bucket, const std::string& column) const override {
    switch (bucket) {
      case Bucket::kYear:
        return "formatDateTime(" + column + ", '%Y')";
      case Bucket::kMonth:
        return "formatDateTime(" + column + ", '%Y-%m')";
      case Bucket::kWeek:
        // The Thursday of a week lies in the week's year.
        return "concat(formatDateTime(toMonday(" + column + ") + 3, '%Y'), '-W', formatDateTime(" +
               column + ", '%V'))";
      case Bucket::kDay:
        return "formatDateTime(" + column + ", '%Y-%m-%d')";
      case Bucket::kQuarter:
        return "concat(formatDateTime(" + column + ", '%Y'), '-Q', toString(toQuarter(" + column +
               ")))";
      case Bucket::kNone:
        break;
    }
    return column;
  }

  /// Old servers compare a moment only with a whole one.
  std::string moment(std::string_view text, ValueKind kind) const override {
    constexpr std::size_t kDayLength = 10;
    if (kind == ValueKind::kTimestamp && text.size() == kDayLength) {
      return literal(std::string(text) + " 00:00:00");
    }
    return literal(text);
  }

  /// ILIKE came late.
  std::string match(const std::string& left, const std::string& pattern,
                    bool is_not) const override {
    return "lowerUTF8(" + left + ")" + (is_not ? " NOT LIKE " : " LIKE ") + "lowerUTF8(" + pattern +
           ")";
  }
  std::string as_text(const std::string& left) const override { return "toString(" + left + ")"; }
  std::string as_number(const std::string& left) const override {
    return "toFloat64OrNull(" + left + ")";
  }

 protected:
  bool is_reserved(std::string_view lower) const override {
    static const std::unordered_set<std::string_view> kOwn{
        "any",    "array",    "asof",   "final",  "format", "global", "prewhere",
        "sample", "settings", "totals", "window", "anti",   "semi",   "qualify"};
    return kOwn.contains(lower) || DialectText::is_reserved(lower);
  }
};

}  // namespace

const DialectText& clickhouse_text() {
  static const ClickhouseText kText;
  return kText;
}

}  // namespace askdb::linguist
