#include "config/file_kind.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "base/text.hpp"

namespace askdb {

bool is_duckdb_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 12> start{};
  file.read(start.data(), start.size());
  return file.gcount() == 12 && std::string_view(start.data() + 8, 4) == "DUCK";
}

bool has_data_name(const std::string& path) {
  std::filesystem::path name(path);
  auto ending = to_lower(name.extension().string());
  if (ending == ".gz" || ending == ".zst") ending = to_lower(name.stem().extension().string());
  static constexpr std::array<std::string_view, 6> kEndings{".csv",  ".tsv",   ".parquet",
                                                            ".json", ".jsonl", ".ndjson"};
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

std::string engine_of_path(const std::string& path) {
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) return "duckdb";
  if (!std::filesystem::is_regular_file(path, failed)) return "";
  return is_duckdb_file(path) || has_data_name(path) ? "duckdb" : "sqlite";
}

}  // namespace askdb
