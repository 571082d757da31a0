#include "agent/grounding.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"
#include "fixtures/case_file.hpp"

namespace askdb {
namespace {

struct Scene {
  std::string question;
  std::string answer;
  StepExecutionResult result;
};

Value value_of(const std::string& text) {
  char* end = nullptr;
  const long long whole = std::strtoll(text.c_str(), &end, 10);
  if (end != text.c_str() && *end == '\0') return static_cast<std::int64_t>(whole);
  const double number = std::strtod(text.c_str(), &end);
  if (end != text.c_str() && *end == '\0') return number;
  return text;
}

void add_row(Rows& rows, std::string_view text) {
  Row row;
  rows.columns.clear();
  for (const auto cell : split(text, ';')) {
    const auto equals = cell.find('=');
    ResultColumn column;
    column.name = trim(cell.substr(0, equals));
    rows.columns.push_back(column);
    row.push_back(value_of(std::string(trim(cell.substr(equals + 1)))));
  }
  rows.rows.push_back(row);
}

Scene scene_of(const std::string& body) {
  Scene scene;
  scene.result.success = true;
  for (const auto line : split(body, '\n')) {
    if (line.starts_with("q: ")) {
      scene.question = line.substr(3);
    } else if (line.starts_with("r: ")) {
      add_row(scene.result.rows, line.substr(3));
    } else {
      scene.answer += (scene.answer.empty() ? "" : "\n");
      scene.answer += line.starts_with("a: ") ? line.substr(3) : line;
    }
  }
  scene.result.row_count = static_cast<std::int64_t>(scene.result.rows.rows.size());
  return scene;
}

class GroundingCases : public ::testing::TestWithParam<const char*> {};

TEST_P(GroundingCases, FindWhatTheRowsDoNotHold) {
  const std::string path = std::string(ASKDB_SOURCE_DIR "/tests/cases/grounding/") + GetParam();
  const auto cases = askdb::testing::read_cases(path);
  ASSERT_GE(cases.size(), 5U);
  for (const auto& one : cases) {
    const auto scene = scene_of(one.body);
    std::vector<std::string> found;
    for (const auto& item : ungrounded(scene.answer, scene.question, {scene.result})) {
      found.push_back(item.text);
      EXPECT_EQ(scene.answer.substr(static_cast<std::size_t>(item.offset), item.text.size()),
                item.text);
    }
    const auto text = found.empty() ? "nothing" : join(found, "|");
    EXPECT_EQ(text, one.head) << GetParam() << ":" << one.line << ": " << scene.answer;
  }
}

INSTANTIATE_TEST_SUITE_P(Grounding, GroundingCases,
                         ::testing::Values("numbers.case", "names.case"));

}  // namespace
}  // namespace askdb
