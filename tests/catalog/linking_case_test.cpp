/// Runs tests/cases/linking/*.case: a schema, then questions, each with what must be found.
///   question <text>
///   tables a b      among the first (number expected + 1) linked tables
///   first a         the best table
///   columns a.x     linked with a score in that table
///   value a.x v     the question names this stored value
///   none            nothing is linked

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "schema_text.hpp"

namespace askdb {
namespace {

const LinkedTable* linked(const Linking& linking, std::string_view name) {
  for (const auto& table : linking.tables) {
    if (linking.database->tables[table.table].name == name) return &table;
  }
  return nullptr;
}

const LinkedColumn* linked_column(const Linking& linking, std::string_view dotted) {
  const auto dot = dotted.find('.');
  const LinkedTable* table = linked(linking, dotted.substr(0, dot));
  if (table == nullptr) return nullptr;
  for (const auto& column : table->columns) {
    if (linking.database->tables[table->table].columns[column.column].name ==
        dotted.substr(dot + 1)) {
      return &column;
    }
  }
  return nullptr;
}

std::vector<std::string> names(const Linking& linking, std::size_t count) {
  std::vector<std::string> found;
  for (const auto& table : linking.tables) {
    if (found.size() < count) found.push_back(linking.database->tables[table.table].name);
  }
  return found;
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> found;
  for (std::string word; stream >> word;) found.push_back(word);
  return found;
}

void check(const std::string& verb, const std::string& rest, const Linking& linking) {
  const auto wanted = words(rest);
  const auto all = names(linking, 100);
  if (verb == "none") {
    EXPECT_THAT(all, ::testing::IsEmpty());
  } else if (verb == "first") {
    EXPECT_EQ(all.empty() ? "" : all.front(), rest);
  } else if (verb == "tables") {
    const auto best = names(linking, wanted.size() + 1);
    for (const auto& table : wanted) EXPECT_THAT(best, ::testing::Contains(table));
  } else if (verb == "columns") {
    for (const auto& column : wanted) {
      const auto* found = linked_column(linking, column);
      EXPECT_TRUE(found != nullptr && found->score > 0) << column;
    }
  } else if (verb == "value") {
    const auto* found = linked_column(linking, wanted.at(0));
    const std::string value = rest.substr(wanted[0].size() + 1);
    ASSERT_NE(found, nullptr) << rest;
    EXPECT_THAT(found->matched_values, ::testing::Contains(value));
  } else {
    ADD_FAILURE() << "unknown word: " << verb;
  }
}

class LinkingCase : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(LinkingCase, FindsWhatTheQuestionsMean) {
  std::ifstream file(GetParam());
  std::string schema;
  std::unique_ptr<LinkIndex> index;
  Linking linking;
  std::string question;
  int checked = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto blank = line.find(' ');
    const std::string verb = line.substr(0, blank);
    const std::string rest = blank == std::string::npos ? "" : line.substr(blank + 1);
    if (verb == "question") {
      if (!index) {
        index =
            std::make_unique<LinkIndex>(std::make_shared<const Database>(schema_from_text(schema)),
                                        std::vector<ColumnValues>{});
      }
      question = rest;
      linking = index->link(question);
    } else if (!index) {
      schema += line + "\n";
    } else {
      SCOPED_TRACE(question);
      check(verb, rest, linking);
      ++checked;
    }
  }
  EXPECT_GT(checked, 0);
}

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(ASKDB_SOURCE_DIR "/tests/cases/linking")) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

INSTANTIATE_TEST_SUITE_P(Files, LinkingCase, ::testing::ValuesIn(case_files()),
                         [](const auto& file) { return file.param.stem().string(); });

}  // namespace
}  // namespace askdb
