#include "llm/prompt.hpp"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace askdb {
namespace {

using ::testing::HasSubstr;

const PromptSpec kSpec{
    .name = "greet", .variables = {"question", "schema"}, .optional_variables = {"today"}};

std::string yaml_with(const std::string& system, const std::string& user) {
  return "name: greet\ndescription: d\nmodel: planning\ntemperature: 0.5\n"
         "structured_output: Plan\nsystem_prompt: |\n  " +
         system + "\nuser_prompt: |\n  " + user + "\n";
}

Error error_of(const std::string& yaml) { return Prompt::parse(kSpec, yaml, "greet.yaml").error(); }

TEST(Prompt, FillsVariablesIntoBothTexts) {
  const auto prompt =
      Prompt::parse(kSpec, yaml_with("Schema: ${schema} costs $5", "${question}? $${x}"), "g")
          .value();
  EXPECT_EQ(prompt.tier(), Tier::kPlanning);
  EXPECT_EQ(prompt.structured_output(), "Plan");
  const auto request = prompt.fill({{"schema", "t(${question})"}, {"question", "Why"}});
  EXPECT_EQ(request.system, "Schema: t(${question}) costs $5\n");
  EXPECT_EQ(request.messages.at(0).text, "Why? ${x}\n");
  EXPECT_EQ(request.temperature, 0.5);
}

TEST(Prompt, RefusesAnUnknownVariableAndNamesTheLikelyOne) {
  const auto error = error_of(yaml_with("${schema}", "${qestion} ${question}"));
  EXPECT_EQ(error.fault, Fault::kConfig);
  EXPECT_THAT(error.message, HasSubstr("Did you mean ${question}?"));
}

TEST(Prompt, RefusesAMissingVariableButNotAMissingOptionalOne) {
  EXPECT_THAT(error_of(yaml_with("x", "${question}")).message, HasSubstr("${schema} is missing"));
  EXPECT_TRUE(Prompt::parse(kSpec, yaml_with("${schema}", "${question} ${today}"), "g"));
}

TEST(Prompt, RefusesABrokenVariable) {
  EXPECT_THAT(error_of(yaml_with("${schema", "${question}")).message, HasSubstr("${schema"));
  EXPECT_THAT(error_of(yaml_with("${}", "${question}")).message, HasSubstr("not a variable"));
  EXPECT_THAT(error_of(yaml_with("${a b}", "${question}")).message, HasSubstr("not a variable"));
}

TEST(Prompt, RefusesWrongFields) {
  EXPECT_THAT(error_of("name: other\nmodel: weak").message, HasSubstr("\"other\""));
  EXPECT_THAT(error_of("name: greet\nmodel: big").message, HasSubstr("\"big\""));
  EXPECT_THAT(error_of("name: greet\nmodle: weak").message, HasSubstr("line 2"));
  EXPECT_THAT(error_of("name: greet\nmodel: weak\ntemperature: 9").message,
              HasSubstr("temperature"));
  EXPECT_THAT(error_of("name: greet\nmodel: weak").message, HasSubstr("user_prompt is empty"));
  EXPECT_THAT(error_of("name: [greet").message, HasSubstr("line"));
}

class PromptFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "prompts.XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void put(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }
  std::filesystem::path folder_;
};

TEST_F(PromptFolder, OverridesABuiltInPrompt) {
  put("greet.yaml", yaml_with("${schema}", "mine: ${question}"));
  const auto library = PromptLibrary::load({kSpec}, folder_.string());
  ASSERT_TRUE(library) << library.error().message;
  EXPECT_EQ(library->get("greet").fill({{"schema", ""}, {"question", "q"}}).messages.at(0).text,
            "mine: q\n");
}

TEST_F(PromptFolder, RefusesAFileThatIsNoPrompt) {
  put("greet.yaml", yaml_with("${schema}", "${question}"));
  put("gret.yaml", "name: gret");
  EXPECT_THAT(PromptLibrary::load({kSpec}, folder_.string()).error().message,
              HasSubstr("gret.yaml"));
}

TEST(PromptLibrary, RefusesAFolderThatDoesNotExist) {
  EXPECT_EQ(PromptLibrary::load({}, "/no/such/folder").error().fault, Fault::kConfig);
}

}  // namespace
}  // namespace askdb
