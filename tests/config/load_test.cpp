#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/config.hpp"

namespace askdb {
namespace {

class LoadConfig : public ::testing::Test {
 protected:
  LoadConfig() {
    std::string pattern = std::filesystem::temp_directory_path() / "askdb-load-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~LoadConfig() override { std::filesystem::remove_all(folder_); }

  std::string failure(const std::string& file) {
    const auto config = load_config({.file = folder_ / file, .folder = folder_});
    return config ? "loaded" : config.error().message;
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string at(const std::string& name) { return (folder_ / name).string(); }

  std::filesystem::path folder_;
};

TEST_F(LoadConfig, SaysWhichFileIsMissing) {
  EXPECT_EQ(failure("other.yaml"),
            at("other.yaml") + ": cannot be read. Check that it exists and who may read it.");
}

TEST_F(LoadConfig, RefusesAFolderABinaryAndAHugeFile) {
  std::filesystem::create_directory(folder_ / "f.yaml");
  write("b.yaml", "limits:\n  max_rows: \xff\n");
  write("h.yaml", std::string((1U << 20U) + 1, '#'));
  EXPECT_EQ(failure("f.yaml"), at("f.yaml") + ": is a folder. Name a file.");
  EXPECT_EQ(failure("b.yaml"), at("b.yaml") + ":2: is not UTF-8 text. Save the file as UTF-8.");
  EXPECT_EQ(failure("h.yaml"),
            at("h.yaml") + ": is larger than 1 MiB, so it is no configuration of askdb.");
}

TEST_F(LoadConfig, SurvivesDeepNesting) {
  write("deep.yaml", "a: " + std::string(100'000, '['));
  EXPECT_NE(failure("deep.yaml"), "loaded");
}

TEST(ConfigurationDocument, IsTheOneInTheDocsFolder) {
  std::ifstream in(ASKDB_SOURCE_DIR "/docs/configuration.md");
  const std::string written{std::istreambuf_iterator<char>(in), {}};
  EXPECT_TRUE(written == configuration_document()) << "run: askdb options > docs/configuration.md";
}

}  // namespace
}  // namespace askdb
