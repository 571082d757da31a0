#include "datasource/duckdb/data_files.hpp"

#include <algorithm>
#include <fstream>
#include <optional>

#include "base/text.hpp"

namespace askdb::duckdb {
namespace {

namespace fs = std::filesystem;

/// More files than that are no folder of exports.
constexpr std::size_t kMostFiles = 2'000;

std::optional<FileFormat> format_of(const std::string& ending) {
  if (ending == ".csv" || ending == ".tsv") return FileFormat::kDelimited;
  if (ending == ".parquet") return FileFormat::kParquet;
  if (ending == ".json" || ending == ".jsonl" || ending == ".ndjson") return FileFormat::kJson;
  return std::nullopt;
}

/// As data, or nothing; `stem` and `format` come from the name alone.
std::optional<DataFile> data_file(const fs::path& path) {
  fs::path name = path.filename();
  auto ending = to_lower(name.extension().string());
  if (ending == ".gz" || ending == ".zst") {
    name = name.stem();
    ending = to_lower(name.extension().string());
  }
  const auto format = format_of(ending);
  if (!format) return std::nullopt;
  std::error_code failed;
  const auto size = fs::file_size(path, failed);
  return DataFile{path, *format, name.stem().string(), failed ? 0 : size};
}

/// DuckDB would take these for patterns of names.
bool has_pattern(const std::string& path) { return path.find_first_of("*?[") != path.npos; }

Error missing(const std::string& path) {
  return {.fault = Fault::kConnection,
          .message = "There is no file or folder \"" + path + "\".",
          .next_step = "Check the path.",
          .detail = {}};
}

void consider(const fs::path& path, DataFiles& found) {
  const std::string name = path.filename().string();
  const auto skip = [&](const std::string& reason) { found.skipped.push_back({name, reason}); };
  if (name.starts_with('.') || name.starts_with('_')) return;
  std::error_code failed;
  if (fs::is_directory(path, failed)) return skip("is a folder; name it with -d to read it");
  if (!fs::is_regular_file(path, failed)) return skip("is no ordinary file");
  auto file = data_file(path);
  if (!file) return skip("is not CSV, TSV, Parquet or JSON");
  if (has_pattern(path.string())) return skip("has *, ? or [ in its path");
  if (file->size == 0) return skip("is empty");
  if (!std::ifstream(path)) return skip("may not be read");
  found.files.push_back(*std::move(file));
}

}  // namespace

Result<DataFiles> find_data_files(const std::string& path) {
  DataFiles found;
  std::error_code failed;
  if (!fs::exists(path, failed)) return missing(path);
  const bool is_folder = fs::is_directory(path, failed);
  if (is_folder) {
    std::vector<fs::path> entries;
    for (auto entry = fs::directory_iterator(path, failed);
         !failed && entry != fs::directory_iterator() && entries.size() < kMostFiles;
         entry.increment(failed)) {
      entries.push_back(entry->path());
    }
    std::sort(entries.begin(), entries.end());
    for (const auto& entry : entries) consider(entry, found);
  } else {
    consider(path, found);
  }
  if (!found.files.empty()) return found;
  const std::string why = found.skipped.empty() ? "" : found.skipped.front().reason;
  return Error{.fault = Fault::kConfig,
               .message = is_folder ? "The folder \"" + path + "\" holds no data that can be read."
                                    : "The file \"" + path + "\" " + why + ".",
               .next_step =
                   "askdb reads CSV, TSV, Parquet and JSON files, also as .gz and .zst, and "
                   "database files.",
               .detail = {}};
}

std::string files_fingerprint(const std::string& path) {
  const auto found = find_data_files(path);
  std::string text = "1\n";  // Grows when more is made of the same files.
  if (!found) return fingerprint(text + found.error().message);
  for (const auto& file : found->files) {
    std::error_code failed;
    const auto time = fs::last_write_time(file.path, failed).time_since_epoch().count();
    text +=
        file.path.string() + "\n" + std::to_string(file.size) + " " + std::to_string(time) + "\n";
  }
  return fingerprint(text);
}

std::string table_name_of(const std::string& stem) {
  std::string name;
  for (const char c : stem) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_plain) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty()) return "data";
  const bool is_number = name.front() >= '0' && name.front() <= '9';
  return is_number ? "t_" + name : name;
}

std::string series_name_of(const std::string& stem) {
  std::size_t end = stem.size();
  bool has_digit = false;
  while (end > 0) {
    const char c = stem[end - 1];
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && std::string_view("-_. ").find(c) == std::string_view::npos) break;
    has_digit = has_digit || is_digit;
    --end;
  }
  // "q1" and "v2" are words; what is numbered has a mark before its number.
  const bool is_marked = end < stem.size() && (stem[end] < '0' || stem[end] > '9');
  return has_digit && is_marked && end > 0 ? stem.substr(0, end) : "";
}

}  // namespace askdb::duckdb
