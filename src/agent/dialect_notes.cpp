#include "agent/dialect_notes.hpp"

namespace askdb {

std::string_view dialect_notes(Dialect dialect) {
  switch (dialect) {
    case Dialect::kMysql:
      return "names in `backquotes` where needed, texts only in 'single quotes', never in double "
             "ones, with '' for a quote and no backslashes; CONCAT() joins texts, not ||; / keeps "
             "decimals, DIV does not; DATE_FORMAT(), "
             "TIMESTAMPDIFF(), + INTERVAL 1 DAY for dates; LIKE ignores case; no FULL JOIN, NULLS "
             "LAST, FILTER or ::casts; each subquery in FROM has an alias; GROUP BY names every "
             "selected column that is no aggregate; no blank before a function's (";
    case Dialect::kClickhouse:
      return "names are case-sensitive, in \"double quotes\" where needed; texts in 'single "
             "quotes' "
             "with \\\\ for a backslash; toStartOfMonth(), formatDateTime(d, '%Y-%m'), "
             "dateDiff('day', "
             "a, b), d + INTERVAL 1 DAY for dates, a moment compared with a whole one "
             "('2024-03-05 00:00:00'); intDiv() for whole division; countIf(), sumIf(), "
             "uniqExact(); lower(x) LIKE for any case; no correlated subqueries and no FORMAT or "
             "SETTINGS: prefer IN (SELECT ...) and joins; join on equal columns";
    case Dialect::kTrino:
      return "names in \"double quotes\" where needed; a text is never taken for a date: DATE "
             "'2024-03-05', TIMESTAMP '2024-03-05 00:00:00'; date_trunc(), date_format(d, "
             "'%Y-%m'), "
             "date_diff('day', a, b), + INTERVAL '1' DAY; / of whole numbers drops decimals: "
             "CAST(x "
             "AS double); TRY_CAST(); lower(x) LIKE for any case, no ILIKE; count_if(), "
             "approx_distinct(); no ::casts and no ; at the end";
    default:
      return "";
  }
}

std::string dialect_line(Dialect dialect) {
  std::string line(display_name(dialect));
  const auto notes = dialect_notes(dialect);
  if (!notes.empty()) line += " (" + std::string(notes) + ")";
  return line;
}

}  // namespace askdb
