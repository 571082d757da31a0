#include "sql/duckdb/tree.hpp"

#include <boost/json/parse.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

#include "base/text.hpp"
#include "duckdb/session.hpp"
#include "sql/big_stack.hpp"
#include "sql/duckdb/copies.hpp"
#include "sql/duckdb/tokens.hpp"
#include "sql/scan.hpp"

namespace askdb::duckdb {
namespace json = boost::json;
namespace {

/// Objects and lists inside each other. The parser's own limit on depth is well below.
constexpr std::size_t kMostDepth = 20'000;
/// Larger trees of texts that `find_copies` let pass are nobody's query.
constexpr std::size_t kMostBytes = 64U << 20U;
constexpr std::size_t kMostIdle = 4;
constexpr std::chrono::milliseconds kLatest{1'000};

Refusal not_checked(std::string message, std::string instead) {
  return {"guard", std::move(message), std::move(instead), std::nullopt};
}

/// Connections to the DuckDB that parses, made when they are needed.
class Parsers {
 public:
  static Parsers& get() {
    // Never destroyed: a check may outlive every static object.
    static auto& parsers = *new Parsers;
    return parsers;
  }

  Result<std::string> serialized(std::string_view sql) {
    auto session = take();
    if (!session) return session.error();
    auto rows = (*session)->rows("SELECT json_serialize_sql(?::VARCHAR)", {std::string(sql)});
    if (!rows) return rows.error();
    give_back(*std::move(session));
    auto* text = rows->empty() ? nullptr : std::get_if<std::string>(&(*rows)[0][0]);
    return text == nullptr ? std::string() : std::move(*text);
  }

 private:
  Result<std::unique_ptr<Session>> take() {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      auto session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
    if (instance_ == nullptr) {
      // One thread: work is done on the caller's stack, whose size is known.
      auto opened = Instance::open({}, {{"threads", "1"},
                                        {"memory_limit", "512MB"},
                                        {"enable_external_access", "false"},
                                        {"lock_configuration", "true"}});
      if (!opened) return opened.error();
      instance_ = *std::move(opened);
    }
    return instance_->connect();
  }

  void give_back(std::unique_ptr<Session> session) {
    const std::scoped_lock lock(mutex_);
    if (idle_.size() < kMostIdle) idle_.push_back(std::move(session));
  }

  std::mutex mutex_;
  std::shared_ptr<Instance> instance_;          // Guarded by mutex_.
  std::vector<std::unique_ptr<Session>> idle_;  // Guarded by mutex_.
};

std::string upper(std::string_view word) {
  std::string text(shortened(word, 30));
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

/// Words with which a statement that reads may begin.
bool starts_query(const Token& token) {
  for (const auto* word : {"select", "with", "from", "values", "table", "("}) {
    if (is(token, word)) return true;
  }
  return false;
}

Refusal not_a_query(const Token& first) {
  if (is(first, "explain")) {
    return {"explain", "EXPLAIN may not be run as a statement.",
            "Send the SELECT statement itself; the plan can be asked for separately.",
            first.offset};
  }
  if (is(first, "pivot") || is(first, "unpivot")) {
    return {"read_only", "PIVOT may not be a statement of its own.",
            "Write it in FROM, with its values: SELECT * FROM t PIVOT (sum(x) FOR y IN (1, 2)).",
            first.offset};
  }
  return {"read_only", "`" + upper(first.text) + "` is not a query; only queries may run.",
          "Write a SELECT statement that reads what you need.", first.offset};
}

Refusal failed(const json::object& answer, const std::vector<Token>& tokens) {
  const std::string message(text_of(answer, "error_message"));
  if (text_of(answer, "error_type") != "parser") {
    if (!starts_query(tokens[0])) return not_a_query(tokens[0]);
    return {"read_only", "The statement contains something that does not only read.",
            "Write one SELECT statement that reads what you need.", std::nullopt};
  }
  if (!starts_query(tokens[0]) && tokens[0].kind == TokenKind::kWord) {
    return not_a_query(tokens[0]);
  }
  std::optional<std::size_t> offset;
  const auto position = text_of(answer, "position");
  if (!position.empty() && position.find_first_not_of("0123456789") == std::string_view::npos &&
      position.size() < 7) {
    offset = std::stoul(std::string(position));
  }
  return {"syntax", "DuckDB cannot parse this: " + shortened(message, 200) + ".",
          "Correct the syntax.", offset};
}

}  // namespace

std::string_view text_of(const json::object& node, std::string_view member) {
  const auto* value = node.if_contains(json::string_view(member.data(), member.size()));
  if (value == nullptr || !value->is_string()) return {};
  const auto& text = value->get_string();
  return {text.data(), text.size()};
}

const json::object* object_of(const json::object& node, std::string_view member) {
  const auto* value = node.if_contains(json::string_view(member.data(), member.size()));
  return value == nullptr ? nullptr : value->if_object();
}

const json::array* array_of(const json::object& node, std::string_view member) {
  const auto* value = node.if_contains(json::string_view(member.data(), member.size()));
  return value == nullptr ? nullptr : value->if_array();
}

std::optional<std::size_t> location(const json::object& node) {
  const auto* value = node.if_contains("query_location");
  // The largest number stands for "unknown".
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return static_cast<std::size_t>(value->get_int64());
}

std::variant<Tree, Refusal> parse(std::string_view sql) {
  const auto tokens = tokenize(sql);
  if (tokens.empty()) {
    return Refusal{
        "empty", "There is no statement in the text.", "Write one SELECT statement.", {}};
  }
  std::size_t count = 0;
  while (count < tokens.size() && !is(tokens[count], ";")) ++count;
  for (std::size_t i = count; i < tokens.size(); ++i) {
    if (is(tokens[i], ";")) continue;
    return Refusal{"single_statement", "There are several statements; only one may run.",
                   "Send one SELECT statement; combine steps with WITH.", tokens[i].offset};
  }
  if (count == 0) {
    return Refusal{
        "empty", "There is no statement in the text.", "Write one SELECT statement.", {}};
  }
  if (auto refusal = find_copies(tokens)) return *std::move(refusal);
  const auto serialized = Parsers::get().serialized(sql);
  if (!serialized)
    return not_checked("The statement could not be checked.", serialized.error().next_step);
  if (serialized->size() > kMostBytes) {
    return Refusal{"size", "The statement is too large.", "Write a shorter statement.", {}};
  }
  json::parse_options options;
  options.max_depth = kMostDepth;
  json::error_code bad;
  Tree tree;
  tree.document = json::parse(*serialized, bad, {}, options);
  const auto* answer = bad ? nullptr : tree.document.if_object();
  if (answer == nullptr) return not_checked("The statement could not be checked.", "Simplify it.");
  const auto* error = answer->if_contains("error");
  if (error == nullptr || !error->is_bool() || error->get_bool()) {
    return failed(*answer, tokens);
  }
  const auto* statements = array_of(*answer, "statements");
  if (statements == nullptr || statements->size() != 1 || !(*statements)[0].is_object()) {
    return Refusal{"single_statement", "The text must be one statement.",
                   "Send one SELECT statement; combine steps with WITH.", std::nullopt};
  }
  tree.query = object_of((*statements)[0].get_object(), "node");
  if (tree.query == nullptr) return not_a_query(tokens[0]);
  tree.begin = tokens[0].offset;
  tree.size = tokens[count - 1].offset + tokens[count - 1].text.size() - tree.begin;
  return tree;
}

std::variant<Tree, Refusal> parse_anywhere(std::string_view sql) {
  if (auto refusal = scan(sql, Dialect::kDuckdb)) return *std::move(refusal);
  struct Work {
    std::string sql;
    std::variant<Tree, Refusal> outcome;
  };
  const auto late = not_checked("The statement could not be parsed in time.", "Simplify it.");
  const auto work = std::make_shared<Work>(Work{std::string(sql), late});
  const bool is_done = run_on_big_stack(
      [work]() noexcept {
        try {
          work->outcome = parse(work->sql);
        } catch (...) {
          work->outcome = not_checked("The statement could not be parsed.", "Simplify it.");
        }
      },
      kLatest);
  if (!is_done) return late;
  return std::move(work->outcome);
}

}  // namespace askdb::duckdb
