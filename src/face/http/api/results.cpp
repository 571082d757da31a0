// The rows of an answer's steps: by page, and as files.

#include "face/http/api/api.hpp"
#include "face/http/api/common.hpp"
#include "face/http/api/workbook.hpp"

namespace askdb::web {

struct RowsPage {
  std::vector<ColumnShape> columns;
  std::vector<std::vector<json::value>> rows;
  std::int64_t offset = 0;
  std::int64_t rows_kept = 0;
  std::int64_t row_count = 0;
  bool is_truncated = false;
};
BOOST_DESCRIBE_STRUCT(RowsPage, (), (columns, rows, offset, rows_kept, row_count, is_truncated))

namespace {

constexpr std::int64_t kMaxStep = 1'000;
constexpr std::int64_t kMaxPage = 1'000;

Parameter step_parameter() {
  return {.name = "step",
          .meaning = "Number of the step.",
          .kind = ParameterKind::kInteger,
          .minimum = 1,
          .maximum = kMaxStep};
}

/// The kept rows that the path names, or the reply that says why there are none.
Task<Result<std::optional<StoredResult>>> kept(App& app, const Request& request) {
  using Nothing = std::optional<StoredResult>;
  const auto& id = request.in_path("id");
  const auto caller = owner_of(request);
  const auto message = co_await app.conversations().message(caller, id);
  if (!message) co_return message.error();
  if (!*message) co_return Nothing();
  const auto step = static_cast<int>(request.number_in_path("step"));
  co_return co_await app.store().result(id, step);
}

Task<Reply> rows(App& app, const Request& request) {
  auto result = co_await kept(app, request);
  if (!result) co_return result.error();
  if (!*result) co_return not_found("result");
  static const json::array kNone;
  const auto& all = (*result)->rows.is_array() ? (*result)->rows.get_array() : kNone;
  const auto offset = static_cast<std::size_t>(request.number("offset").value_or(0));
  const auto limit = static_cast<std::size_t>(request.number("limit").value_or(kMaxPage));
  json::array page;
  for (auto i = offset; i < all.size() && page.size() < limit; ++i) page.push_back(all[i]);
  co_return json_response(json::object{{"columns", (*result)->columns},
                                       {"rows", std::move(page)},
                                       {"offset", offset},
                                       {"rows_kept", all.size()},
                                       {"row_count", (*result)->row_count},
                                       {"is_truncated", (*result)->is_truncated}});
}

Task<Reply> exported(App& app, const Request& request) {
  auto result = co_await kept(app, request);
  if (!result) co_return result.error();
  if (!*result) co_return not_found("result");
  const auto format = export_format(request.query("format").value_or("csv"));
  const auto name = "askdb-result-" + request.in_path("step");
  auto write = [&] { return export_reply(rows_of(**result), *format, name); };
  co_return co_await run_blocking(app.blocking(), write);
}

}  // namespace

void add_result_routes(Router& router, App& app) {
  router.get("/api/messages/{id}/steps/{step}/rows")
      .summary("The kept rows of one step, by page.")
      .in_path(step_parameter())
      .query({.name = "offset",
              .meaning = "Rows to leave out at the start.",
              .kind = ParameterKind::kInteger,
              .fallback = "0"})
      .query({.name = "limit",
              .meaning = "Rows at most.",
              .kind = ParameterKind::kInteger,
              .minimum = 1,
              .maximum = kMaxPage,
              .fallback = "200"})
      .returns<RowsPage>(200, "The rows.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return rows(app, request); });
  router.get("/api/messages/{id}/steps/{step}/export")
      .summary("All kept rows of one step as a file.")
      .in_path(step_parameter())
      .query({.name = "format",
              .meaning = "Of the file.",
              .kind = ParameterKind::kChoice,
              .choices = export_formats(),
              .fallback = "csv"})
      .returns_content(200, "The file.", "application/octet-stream")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return exported(app, request); });
}

}  // namespace askdb::web
