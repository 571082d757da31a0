// SQL that a person typed: checked, run, exported.

#include "conversation/statements.hpp"

#include "base/text.hpp"
#include "face/http/api/api.hpp"
#include "face/http/api/common.hpp"
#include "face/http/api/workbook.hpp"

namespace askdb::web {

struct RunBody {
  std::string database;
  std::string sql;
  std::optional<std::int64_t> max_rows;
};
BOOST_DESCRIBE_STRUCT(RunBody, (), (database, sql, max_rows))

struct StatementBody {
  std::string database;
  std::string sql;
};
BOOST_DESCRIBE_STRUCT(StatementBody, (), (database, sql))

struct StatementResult {
  std::vector<ColumnShape> columns;
  std::vector<std::vector<json::value>> rows;
  std::int64_t row_count = 0;
  bool is_truncated = false;
  std::int64_t elapsed_ms = 0;
  std::string sql;  ///< As it ran.
  std::optional<double> estimated_rows;
  /// Over several databases: what each of them gave, and how their keys met.
  std::vector<SourcePart> parts;
  std::vector<KeyMatch> matches;
};
BOOST_DESCRIBE_STRUCT(StatementResult, (),
                      (columns, rows, row_count, is_truncated, elapsed_ms, sql, estimated_rows,
                       parts, matches))

enum class Judgement { kAccept, kReject };
BOOST_DESCRIBE_ENUM(Judgement, kAccept, kReject)

struct StatementVerdict {
  Judgement verdict = Judgement::kReject;
  std::string rule;  ///< Empty when it was accepted.
  std::string message;
  std::string instead;
  std::string sql;  ///< As it would run, or as it was sent.
  std::optional<double> estimated_rows;
  std::optional<double> estimated_cost;
};
BOOST_DESCRIBE_STRUCT(StatementVerdict, (),
                      (verdict, rule, message, instead, sql, estimated_rows, estimated_cost))

namespace {

using Judged = std::variant<JudgedStatement, Refusal>;

std::optional<Problem> unknown_database(App& app, const std::string& databases) {
  const auto name = app.statements().unknown_in(databases);
  if (!name) return std::nullopt;
  std::vector<std::string> known;
  for (const auto& source : app.datasources().all()) known.push_back(source->name());
  return no_such_database(*name, known);
}

/// What the database itself says against a statement is the writer's matter, not the server's.
Reply failure(const Error& error) {
  const bool is_statement = error.fault == Fault::kSyntax || error.fault == Fault::kSchema ||
                            error.fault == Fault::kData || error.fault == Fault::kPermission;
  if (!is_statement) return error;
  return Problem{.code = ProblemCode::kRefused,
                 .detail = error.message,
                 .next_step = error.next_step,
                 .more = json::object{{"rule", "database_" + name_of(error.fault)}}};
}

Task<Reply> run(App& app, RunBody body) {
  const auto unknown = unknown_database(app, body.database);
  if (unknown) co_return *unknown;
  if (body.max_rows && *body.max_rows < 1) {
    co_return bad_body("/max_rows is below 1.", "Leave it out, or ask for at least one row.");
  }
  const auto most = static_cast<std::size_t>(body.max_rows.value_or(0));
  auto judged = co_await app.statements().check(body.database, std::move(body.sql), most);
  if (!judged) co_return failure(judged.error());
  if (const auto* refusal = std::get_if<Refusal>(&*judged)) co_return refused(*refusal);
  auto& accepted = std::get<JudgedStatement>(*judged);
  const auto text = accepted.statement.runnable();
  const auto started = app.clock().instant();
  const auto estimated = accepted.estimate.rows;
  const auto found = co_await app.statements().run(std::move(accepted));
  if (!found) co_return failure(found.error());
  const auto& rows = found->rows;
  json::object reply{{"columns", columns_json(rows.columns)},
                     {"rows", rows_json(rows, 0, rows.rows.size())},
                     {"row_count", rows.rows.size()},
                     {"is_truncated", rows.is_truncated},
                     {"elapsed_ms", elapsed_since(app.clock(), started).count()},
                     {"sql", text},
                     {"parts", to_json(found->report.parts)},
                     {"matches", to_json(found->report.matches)}};
  if (estimated > 0) reply["estimated_rows"] = estimated;
  co_return json_response(std::move(reply));
}

Task<Reply> check(App& app, StatementBody body) {
  const auto unknown = unknown_database(app, body.database);
  if (unknown) co_return *unknown;
  auto judged = co_await app.statements().check(body.database, body.sql, 0);
  if (!judged) co_return failure(judged.error());
  StatementVerdict verdict;
  if (const auto* refusal = std::get_if<Refusal>(&*judged)) {
    verdict.rule = refusal->rule;
    verdict.message = refusal->message;
    verdict.instead = refusal->instead;
    verdict.sql = body.sql;
  } else {
    const auto& accepted = std::get<JudgedStatement>(*judged);
    verdict.verdict = Judgement::kAccept;
    verdict.sql = accepted.statement.runnable();
    if (accepted.estimate.rows > 0) verdict.estimated_rows = accepted.estimate.rows;
    if (accepted.estimate.total_cost > 0) verdict.estimated_cost = accepted.estimate.total_cost;
  }
  co_return json_reply(verdict);
}

Task<Reply> exported(App& app, const Request& request, StatementBody body) {
  const auto unknown = unknown_database(app, body.database);
  if (unknown) co_return *unknown;
  const auto format = export_format(request.query("format").value_or("csv"));
  auto judged = co_await app.statements().check(body.database, std::move(body.sql), 0);
  if (!judged) co_return failure(judged.error());
  if (const auto* refusal = std::get_if<Refusal>(&*judged)) co_return refused(*refusal);
  auto& accepted = std::get<JudgedStatement>(*judged);
  const auto found = co_await app.statements().run(std::move(accepted));
  if (!found) co_return failure(found.error());
  auto write = [&] { return export_reply(found->rows, *format, "askdb-" + body.database); };
  co_return co_await run_blocking(app.blocking(), write);
}

}  // namespace

void add_statement_routes(Router& router, App& app) {
  router.post("/api/sql")
      .summary(
          "Runs a statement under the same guard and limits as those of questions. Over several "
          "databases (\"a + b\") it is DuckDB's and names tables as `database.table`.")
      .returns<StatementResult>(200, "Its rows.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kRefused, ProblemCode::kTimeout,
                   ProblemCode::kUnavailable})
      .handled_by<RunBody>(
          [&app](const Request&, RunBody body) { return run(app, std::move(body)); });
  router.post("/api/sql/check")
      .summary("Tells whether a statement may run, without running it.")
      .returns<StatementVerdict>(200, "The verdict.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kRefused, ProblemCode::kTimeout,
                   ProblemCode::kUnavailable})
      .handled_by<StatementBody>(
          [&app](const Request&, StatementBody body) { return check(app, std::move(body)); });
  router.post("/api/sql/export")
      .summary("Runs a statement and gives its rows as a file.")
      .query({.name = "format",
              .meaning = "Of the file.",
              .kind = ParameterKind::kChoice,
              .choices = export_formats(),
              .fallback = "csv"})
      .returns_content(200, "The file.", "application/octet-stream")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kRefused, ProblemCode::kTimeout,
                   ProblemCode::kUnavailable})
      .handled_by<StatementBody>([&app](const Request& request, StatementBody body) {
        return exported(app, request, std::move(body));
      });
}

}  // namespace askdb::web
