/// Results that may be served again without asking the database.

#include "fixtures/orchestrator_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kCount = "SELECT count(*) FROM customers";

class ResultCacheTest : public OrchestratorTest {
 protected:
  void allow(CachePolicy policy) { config.datasources[0].cache = policy; }
  static CachePolicy for_a_minute() { return {CachePolicy::Kind::kSeconds, 60s}; }

  /// One program that answers one question after another.
  Answer ask_again() {
    if (!orchestrator) {
      orchestrator = std::make_unique<Orchestrator>(reasoner, *catalog, *manager, config, clock);
    }
    reasoner.conclusions = {final_answer("There are 1234 customers.")};
    std::optional<Answer> answer;
    auto done = [&](const std::exception_ptr& thrown, Answer given) {
      if (thrown) std::rethrow_exception(thrown);
      answer = std::move(given);
    };
    io.restart();
    asio::co_spawn(io, orchestrator->answer(question, [](const Event&) {}), done);
    io.run();
    return answer.value_or(Answer{});
  }

  std::unique_ptr<Orchestrator> orchestrator;
};

TEST_F(ResultCacheTest, RunsEveryStatementUnlessToldOtherwise) {
  ask_again();
  ask_again();
  EXPECT_THAT(customers->ran, SizeIs(2));
}

TEST_F(ResultCacheTest, ServesTheSameStatementFromMemoryAndSaysSo) {
  allow(for_a_minute());
  EXPECT_THAT(ask_again().notes, IsEmpty());
  clock.advance(40s);
  const auto answer = ask_again();
  EXPECT_THAT(customers->ran, SizeIs(1));
  EXPECT_EQ(answer.steps.at(0).result_value, "1234");
  EXPECT_EQ(answer.steps.at(0).cached_seconds, 40);
  EXPECT_THAT(answer.notes, ElementsAre(HasSubstr("customers_db are kept from a run 40 s ago")));
}

TEST_F(ResultCacheTest, RunsItAgainWhenItIsOldOrFreshDataAreWanted) {
  allow(for_a_minute());
  ask_again();
  clock.advance(60s);
  ask_again();
  EXPECT_THAT(customers->ran, SizeIs(2));
  question.is_fresh = true;
  EXPECT_THAT(ask_again().notes, IsEmpty());
  EXPECT_THAT(customers->ran, SizeIs(3));
}

TEST_F(ResultCacheTest, KeepsForAsLongAsTheSchemaStays) {
  allow({CachePolicy::Kind::kUntilSchemaChange, 0s});
  ask_again();
  clock.advance(24h);
  ask_again();
  EXPECT_THAT(customers->ran, SizeIs(1));
}

TEST_F(ResultCacheTest, NeverKeepsWhatDependsOnTheTime) {
  allow(for_a_minute());
  constexpr const char* kToday = "SELECT count(*) FROM customers WHERE since = CURRENT_DATE";
  reasoner.sql[1] = kToday;
  customers->on(kToday, one_value("count", std::int64_t{2}));
  ask_again();
  ask_again();
  EXPECT_THAT(customers->ran, SizeIs(2));
}

TEST_F(ResultCacheTest, KeepsNoFailure) {
  allow(for_a_minute());
  customers->on(kCount, Error{.fault = Fault::kConnection, .message = "Gone."});
  ask_again();
  ask_again();
  EXPECT_THAT(customers->ran, SizeIs(2));
}

}  // namespace
}  // namespace askdb
