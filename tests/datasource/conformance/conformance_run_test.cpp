#include <boost/asio/detached.hpp>

#include "datasource/conformance/conformance.hpp"

namespace askdb::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_P(Conformance, ReturnsEachKindOfValue) {
  const auto kinds = subject_->kinds();
  std::vector<std::string> names;
  for (const auto& kind : kinds) names.push_back(kind.column);
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
  const auto rows = run("SELECT " + list + " FROM kinds");
  ASSERT_TRUE(rows) << rows.error().message;
  ASSERT_EQ(rows->rows.size(), 1U);
  ASSERT_EQ(rows->columns.size(), kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    EXPECT_EQ(rows->columns[i].name, kinds[i].column);
    EXPECT_EQ(rows->columns[i].kind, kinds[i].kind) << kinds[i].column;
    EXPECT_EQ(rows->rows[0][i], kinds[i].value)
        << kinds[i].column << " is " << to_text(rows->rows[0][i]);
  }
}

TEST_P(Conformance, ReturnsNullsAsNull) {
  const auto rows = run("SELECT id, height FROM people WHERE id IN (9, 10) ORDER BY id").value();
  ASSERT_EQ(rows.rows.size(), 2U);
  EXPECT_FALSE(is_null(rows.rows[0][1]));
  EXPECT_EQ(to_number(rows.rows[0][1]), 1.75);
  EXPECT_TRUE(is_null(rows.rows[1][1]));
}

TEST_P(Conformance, KeepsTheOrderAndSaysWhenThereAreMoreRows) {
  const auto rows = run("SELECT i FROM numbers ORDER BY i DESC", 2'000).value();
  ASSERT_EQ(rows.rows.size(), 2'000U);
  EXPECT_TRUE(rows.is_truncated);
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    ASSERT_EQ(to_text(rows.rows[i][0]), std::to_string(5'000 - i));
  }
  EXPECT_EQ(ask("SELECT count(*) AS n FROM numbers"), "5000");
}

TEST_P(Conformance, AResultOfExactlyTheLimitIsWhole) {
  const auto rows = run("SELECT i FROM numbers WHERE i <= 7", 7).value();
  EXPECT_EQ(rows.rows.size(), 7U);
  EXPECT_FALSE(rows.is_truncated);
}

TEST_P(Conformance, KeepsTheHeadOfAnEmptyResult) {
  const auto rows = run("SELECT id, name FROM people WHERE id < 0").value();
  ASSERT_EQ(rows.columns.size(), 2U);
  EXPECT_EQ(rows.columns[1].name, "name");
  EXPECT_TRUE(rows.rows.empty());
  EXPECT_FALSE(rows.is_truncated);
}

TEST_P(Conformance, CutsAResultThatIsTooLarge) {
  const auto rows =
      run(checked("SELECT a.name AS n FROM people a CROSS JOIN people b WHERE b.id <= 20", 6'000),
          {.timeout = kPatience, .max_bytes = 50'000})
          .value();
  EXPECT_TRUE(rows.is_truncated);
  EXPECT_LT(rows.rows.size(), 5'000U);
  EXPECT_FALSE(rows.rows.empty());
  EXPECT_TRUE(becomes_idle());
  EXPECT_EQ(ask("SELECT count(*) AS n FROM people"), "300");
}

TEST_P(Conformance, StopsAtTheDeadlineOnTheServerToo) {
  const auto start = steady_clock::now();
  const auto error = failure(run(unchecked(subject_->slow()), {.timeout = 300ms}));
  EXPECT_EQ(error.fault, Fault::kTimeout) << error.message;
  EXPECT_FALSE(error.next_step.empty());
  EXPECT_LT(steady_clock::now() - start, 5s);
  EXPECT_TRUE(becomes_idle());
  EXPECT_EQ(ask("SELECT count(*) AS n FROM people"), "300");
}

TEST_P(Conformance, CancellingTheTaskEndsTheStatementOnTheServer) {
  const auto start = steady_clock::now();
  auto operation = source_->run(unchecked(subject_->slow()), {.timeout = 60s});
  EXPECT_FALSE(run_task(with_deadline(std::move(operation), 300ms)));
  EXPECT_LT(steady_clock::now() - start, 5s);
  EXPECT_TRUE(becomes_idle());
  EXPECT_EQ(ask("SELECT count(*) AS n FROM people"), "300");
}

TEST_P(Conformance, StoppingTheSinkEndsTheStatementOnTheServer) {
  std::size_t batches = 0;
  RowSink sink{.on_columns = {}, .on_batch = [&](std::vector<Row>) {
                 ++batches;
                 return false;
               }};
  const auto truncated = run_task(source_->stream(unchecked(subject_->many(), 1'000'000),
                                                  {.timeout = kPatience}, std::move(sink)));
  ASSERT_TRUE(truncated) << truncated.error().message;
  EXPECT_TRUE(*truncated);
  EXPECT_EQ(batches, 1U);
  EXPECT_TRUE(becomes_idle());
}

TEST_P(Conformance, WaitsForASlowSinkAndLetsOtherWorkGoOn) {
  int taken_at_once = 0;
  int most_at_once = 0;
  int batches = 0;
  RowSink sink;
  sink.on_batch = [&](std::vector<Row>) {
    ++batches;
    most_at_once = std::max(most_at_once, ++taken_at_once);
    return batches < 40;
  };
  sink.ready = [&]() -> Task<void> {
    auto working = pause_for(2ms);
    co_await std::move(working);
    taken_at_once = 0;
  };
  bool is_over = false;
  int turns = 0;
  const auto count_turns = [&]() -> Task<void> {
    for (; !is_over; ++turns) {
      auto resting = pause_for(1ms);
      co_await std::move(resting);
    }
  };
  asio::io_context io;
  asio::co_spawn(io, count_turns(), asio::detached);
  auto streaming = source_->stream(unchecked(subject_->many(), 1'000'000), {.timeout = kPatience},
                                   std::move(sink));
  asio::co_spawn(io, std::move(streaming), [&](const std::exception_ptr&, Result<bool> truncated) {
    is_over = true;
    EXPECT_TRUE(truncated);
  });
  io.run();
  EXPECT_EQ(batches, 40);
  // What one piece of a reply holds may come together.
  EXPECT_LE(most_at_once, 10);
  EXPECT_GE(turns, 10);
}

TEST_P(Conformance, TheGuardRefusesToWrite) {
  const auto guard = source_->make_guard(schema_);
  ASSERT_TRUE(guard) << guard.error().message;
  for (const std::string& text : {subject_->write(), std::string("DELETE FROM cities"),
                                  std::string("DROP TABLE cities"), subject_->change()}) {
    const auto verdict = (*guard)->check(text, {});
    EXPECT_FALSE(verdict) << text;
  }
}

TEST_P(Conformance, TheDatabaseItselfRefusesToWrite) {
  for (const std::string& text : {subject_->write(), subject_->removal(),
                                  std::string("DROP TABLE numbers"), subject_->change()}) {
    const auto error = failure(run(unchecked(text)));
    EXPECT_EQ(error.fault, Fault::kPermission) << text << ": " << error.message;
  }
  EXPECT_EQ(ask("SELECT count(*) AS n FROM cities"), "2");
  EXPECT_EQ(ask("SELECT count(*) AS n FROM numbers"), "5000");
}

TEST_P(Conformance, NamesTheFaultOfAStatement) {
  const auto table = failure(run(unchecked("SELECT id FROM no_such_table")));
  EXPECT_EQ(table.fault, Fault::kSchema) << table.message;
  EXPECT_THAT(table.message, HasSubstr("no_such_table"));
  const auto column = failure(run(unchecked("SELECT heigt FROM people")));
  EXPECT_EQ(column.fault, Fault::kSchema) << column.message;
  EXPECT_THAT(column.message, HasSubstr("heigt"));
  EXPECT_FALSE(column.next_step.empty());
  const auto syntax = failure(run(unchecked("SELECT id FROM people WHERE")));
  EXPECT_EQ(syntax.fault, Fault::kSyntax) << syntax.message;
  EXPECT_EQ(ask("SELECT count(*) AS n FROM people"), "300");
}

TEST_P(Conformance, EstimatesWithoutRunning) {
  const auto start = steady_clock::now();
  const auto slow =
      run_task(source_->estimate(unchecked(subject_->slow()), {.timeout = kPatience}));
  ASSERT_TRUE(slow) << slow.error().message;
  EXPECT_LT(steady_clock::now() - start, 5s);
  EXPECT_FALSE(slow->plan.empty());
  if (!subject_->abilities().has_cost) return;
  const auto quick =
      run_task(source_->estimate(checked("SELECT name FROM cities"), {.timeout = kPatience}));
  ASSERT_TRUE(quick) << quick.error().message;
  EXPECT_GT(quick->rows, 0);
  EXPECT_GT(quick->total_cost, 0);
  // A cartesian join is seen before it runs.
  EXPECT_GT(slow->total_cost, 1e8);
}

TEST_P(Conformance, ManyStatementsRunAtOnce) {
  const auto statement = checked("SELECT count(*) AS n FROM numbers WHERE i > 10");
  asio::io_context io;
  int good = 0;
  for (int i = 0; i < 30; ++i) {
    asio::co_spawn(io, source_->run(statement, {.timeout = kPatience}),
                   [&](const std::exception_ptr&, Result<Rows> rows) {
                     good += rows && to_text(rows->rows[0][0]) == "4990" ? 1 : 0;
                   });
  }
  io.run();
  EXPECT_EQ(good, 30);
}

}  // namespace
}  // namespace askdb::testing
