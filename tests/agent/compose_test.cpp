#include "agent/compose.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "agent/question_words.hpp"

namespace askdb {
namespace {

ResultColumn column(std::string name, ValueKind kind = ValueKind::kOther) {
  return {.name = std::move(name), .kind = kind, .type = {}};
}

StepExecutionResult result_of(std::vector<ResultColumn> columns, std::vector<Row> rows) {
  StepExecutionResult result;
  result.success = true;
  result.row_count = static_cast<std::int64_t>(rows.size());
  result.rows.columns = std::move(columns);
  result.rows.rows = std::move(rows);
  return result;
}

std::string say(std::string_view question, const StepExecutionResult& result,
                std::string_view language = "en", std::string_view explanation = {}) {
  return compose_answer({question, language, explanation}, result);
}

StepExecutionResult number(Value value, std::string name = "count") {
  return result_of({column(std::move(name), ValueKind::kInteger)}, {{std::move(value)}});
}

struct Sentence {
  const char* question;
  std::int64_t value;
  const char* answer;
};

class HowMany : public ::testing::TestWithParam<Sentence> {};

TEST_P(HowMany, IsAnsweredInASentence) {
  EXPECT_EQ(say(GetParam().question, number(GetParam().value)), GetParam().answer);
}

INSTANTIATE_TEST_SUITE_P(
    Compose, HowMany,
    ::testing::Values(
        Sentence{"How many customers do we have?", 1234, "There are 1,234 customers."},
        Sentence{"How many customers are there?", 7, "There are 7 customers."},
        Sentence{"how many customers in Vienna", 12, "There are 12 customers in Vienna."},
        Sentence{"How many complaints are still open?", 31, "31 complaints are still open."},
        Sentence{"How many customers have a loan?", 1, "1 customer has a loan."},
        Sentence{"How many accounts were opened in 2024?", 5, "5 accounts were opened in 2024."},
        Sentence{"How many customers joined last year?", 3, "3 customers joined last year."},
        Sentence{"And how many branches?", 4, "There are 4 branches."},
        Sentence{"How many claims were rejected this year?", 0,
                 "No claims were rejected this year."},
        Sentence{"How many customers are in Linz?", 0, "No customers are in Linz."},
        Sentence{"How many customers do we have in Linz?", 0, "There are no customers in Linz."},
        Sentence{"How many loans did Graz pay out?", 9, "9 loans."},
        Sentence{"How many customers do we have in Linz?", 1, "There is 1 customer in Linz."}));

TEST(Compose, SaysASingleValueWithTheWordsOfTheQuestion) {
  EXPECT_EQ(say("What is the average loan amount?", number(15234.567, "avg")),
            "The average loan amount is 15,234.57.");
  EXPECT_EQ(say("What was the highest salary?", number(Value(std::int64_t{9000}))),
            "The highest salary was 9,000.");
  EXPECT_EQ(say("Average balance", number(12.5, "avg_balance")), "The average balance is 12.50.");
  EXPECT_EQ(say("Balance of Anna?", number(12.5, "balance")), "Balance: 12.50.");
  EXPECT_EQ(say("Who leads?", result_of({column("name")}, {{std::string("Anna Huber")}})),
            "Anna Huber.");
}

TEST(Compose, AnswersGermanQuestionsInGerman) {
  EXPECT_EQ(say("Wie viele Kunden haben wir?", number(Value(std::int64_t{1234})), "de"),
            "Es gibt 1.234 Kunden.");
  EXPECT_EQ(say("Wie hoch ist der durchschnittliche Kredit?", number(1234.5, "avg"), "de"),
            "Der durchschnittliche Kredit ist 1.234,50.");
  EXPECT_EQ(say("Welche Filialen?", result_of({column("name")}, {}), "de"),
            "Keine Zeilen passen dazu.");
}

TEST(Compose, SaysThatNothingMatchesAndWhatWasLookedFor) {
  EXPECT_EQ(say("Which customers live in Graz?", result_of({column("name")}, {}), "en",
                "List the customers whose city is 'Graz'."),
            "No rows match: List the customers whose city is 'Graz'.");
  EXPECT_EQ(say("What is the sum?", number(Value{}), "en", "Add up the loans"),
            "No rows match: Add up the loans.");
}

TEST(Compose, ListsAFewValuesAndTheStartOfMany) {
  EXPECT_EQ(say("Which cities?",
                result_of({column("city")},
                          {{std::string("Graz")}, {std::string("Linz")}, {std::string("Wels")}})),
            "There are 3 cities: Graz, Linz and Wels.");
  std::vector<Row> rows;
  for (std::int64_t i = 0; i < 12; ++i)
    rows.push_back({std::string(1, static_cast<char>('a' + i))});
  auto many = result_of({column("letter")}, rows);
  EXPECT_EQ(say("Which letters?", many), "There are 12 letters, shown below.");
  EXPECT_EQ(say("Welche Buchstaben?", many, "de"), "Es gibt 12 Zeilen; sie stehen unten.");
  many.is_truncated = true;
  EXPECT_EQ(say("Which letters are used?", many),
            "There are more than 12 used letters; the first are shown below.");
  EXPECT_EQ(say("Everything", many), "There are more than 12 rows; the first are shown below.");
}

TEST(Compose, KeepsTheOrderOfARankingOfNames) {
  EXPECT_EQ(say("Top 2 customers by balance",
                result_of({column("name")}, {{std::string("Zoe")}, {std::string("Anna")}})),
            "In this order: Zoe and Anna.");
}

TEST(Compose, CallsTheThingsAsTheQuestionDoes) {
  EXPECT_EQ(listed_things("Which loan payments are overdue?"), "overdue loan payments");
  EXPECT_EQ(listed_things("Which claims are still open?"), "claims that are still open");
  EXPECT_EQ(listed_things("Which customers are in Vienna?"), "customers in Vienna");
  EXPECT_EQ(listed_things("Which customers have a mortgage?"), "customers that have a mortgage");
  EXPECT_EQ(listed_things("Which customers did we lose?"), "customers");
  EXPECT_EQ(listed_things("List all branches in Graz"), "branches in Graz");
  EXPECT_EQ(listed_things("Show me the customers who live in Graz."), "customers who live in Graz");
  for (const char* unclear : {"Show the name and city of all customers", "Which is the largest?",
                              "List everyone", "Top 5 customers", "Who earns most?", ""}) {
    EXPECT_EQ(listed_things(unclear), "") << unclear;
  }
}

TEST(Compose, NumbersARanking) {
  EXPECT_EQ(say("Top 2 customers by balance",
                result_of({column("name"), column("balance", ValueKind::kDecimal)},
                          {{std::string("Anna Huber"), std::string("900.50")},
                           {std::string("Karl Maier"), std::string("800.00")}})),
            "Balance by name:\n1. Anna Huber: 900.50\n2. Karl Maier: 800.00");
}

TEST(Compose, FindsTheMeasureWhereverItStands) {
  EXPECT_EQ(say("Average loan per type",
                result_of({column("avg(loans.amount)"), column("type")},
                          {{27092.768, std::string("auto")}, {88057.0, std::string("business")}})),
            "Average amount by type:\n- auto: 27,092.77\n- business: 88,057.00");
  EXPECT_EQ(say("Accounts per year", result_of({column("number_of_accounts"), column("year")},
                                               {{std::int64_t{7}, std::int64_t{2024}},
                                                {std::int64_t{9}, std::int64_t{2025}}})),
            "Number of accounts by year:\n- 2024: 7\n- 2025: 9");
}

TEST(Compose, TellsTheEndsOfALongGrouping) {
  std::vector<Row> rows;
  for (std::int64_t i = 1; i <= 12; ++i)
    rows.push_back({std::string(1, static_cast<char>('a' + i)), i});
  EXPECT_EQ(say("Loans per branch", result_of({column("branch"), column("count")}, rows)),
            "The count is highest for m (12) and lowest for b (1).");
  std::reverse(rows.begin(), rows.end());
  auto ranked = result_of({column("branch"), column("count")}, rows);
  EXPECT_EQ(say("Top 12 branches by loans", ranked), "m leads with 12, before l (11) and k (10).");
  ranked.is_truncated = true;
  EXPECT_EQ(say("Loans per branch", ranked),
            "There are more than 12 rows; the first are shown below.");
}

TEST(Compose, SaysOneRowWithItsLabels) {
  EXPECT_EQ(say("Who is the richest?", result_of({column("name"), column("total_balance")},
                                                 {{std::string("Anna"), std::int64_t{5000}}})),
            "Anna (total balance: 5,000).");
}

TEST(Compose, DescribesATable) {
  EXPECT_EQ(say("Accounts", result_of({column("id"), column("iban"), column("opened_on")},
                                      {{std::int64_t{1}, std::string("A"), std::string("x")},
                                       {std::int64_t{2}, std::string("B"), std::string("y")}})),
            "2 rows with id, iban and opened on.");
}

TEST(Spoken, WritesValuesAsPeopleDo) {
  EXPECT_EQ(spoken(std::int64_t{2024}, column("year"), "en"), "2024");
  EXPECT_EQ(spoken(std::int64_t{10045}, column("customer_id"), "en"), "10045");
  EXPECT_EQ(spoken(12.5, column("percent_open"), "en"), "12.50%");
  EXPECT_EQ(spoken(0.0042, column("rate"), "en"), "0.004200");
  EXPECT_EQ(spoken(Value{}, column("city"), "en"), "unknown");
  EXPECT_EQ(spoken(std::string("2024-05-01 00:00:00"), column("day"), "en"), "2024-05-01");
  EXPECT_EQ(spoken(std::string("a\x1b[31mb"), column("name"), "en"), "a\uFFFD[31mb");
  EXPECT_EQ(spoken_name("avg_loan_amt"), "average loan amount");
  EXPECT_EQ(spoken_name("avg(employees.salary)"), "average salary");
  EXPECT_EQ(spoken_name("count(*)"), "count");
}

}  // namespace
}  // namespace askdb
