#include "datasource/duckdb/file_tables.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "base/text.hpp"
#include "duckdb/session.hpp"

namespace askdb::duckdb {
namespace {

/// Text files of more bytes in all stay where they are as well.
constexpr std::uintmax_t kMostLoaded = std::uintmax_t{2} << 30U;
/// Up to this size every row is looked at before the types are chosen.
constexpr std::uintmax_t kWholeSample = std::uintmax_t{200} << 20U;

/// Files that make one table.
struct Group {
  std::string table;
  FileFormat format = FileFormat::kDelimited;
  std::vector<DataFile> files;
};

std::string reader_of(const Group& group) {
  std::string list;
  std::uintmax_t size = 0;
  for (const auto& file : group.files) {
    if (!list.empty()) list += ", ";
    list += quoted_text(std::filesystem::absolute(file.path).string());
    size += file.size;
  }
  const std::string united = group.files.size() > 1 ? ", union_by_name = true" : "";
  const std::string sample =
      group.format != FileFormat::kParquet && size <= kWholeSample ? ", sample_size = -1" : "";
  const char* name = group.format == FileFormat::kParquet ? "read_parquet"
                     : group.format == FileFormat::kJson  ? "read_json"
                                                          : "read_csv";
  return std::string(name) + "([" + list + "]" + united + sample + ")";
}

class Loader {
 public:
  explicit Loader(DataFiles found) : found_(std::move(found)) {}

  Result<std::vector<SkippedFile>> load(Session& session, std::vector<std::string>& left) {
    std::uintmax_t text_size = 0;
    for (const auto& file : found_.files) {
      if (file.format != FileFormat::kParquet) text_size += file.size;
    }
    std::size_t made = 0;
    Error last;
    for (auto& group : groups(session)) {
      const bool is_loaded = group.format != FileFormat::kParquet && text_size <= kMostLoaded;
      const std::string name = unused(group.table);
      const auto created =
          session.execute(std::string("CREATE ") + (is_loaded ? "TABLE " : "VIEW ") +
                          quoted_name(name) + " AS SELECT * FROM " + reader_of(group));
      if (created) {
        ++made;
        taken_.insert(to_lower(name));
        for (const auto& file : group.files) {
          if (!is_loaded) left.push_back(std::filesystem::absolute(file.path).string());
        }
        continue;
      }
      last = created.error();
      for (const auto& file : group.files) {
        found_.skipped.push_back(
            {file.path.filename().string(), "cannot be read: " + shortened(last.message, 200)});
      }
    }
    if (made > 0) return std::move(found_.skipped);
    last.fault = Fault::kData;
    last.next_step = "Check that the file is what its name says.";
    return last;
  }

 private:
  /// Names of the columns, or nothing when the file cannot be read.
  static std::set<std::string> columns(Session& session, const DataFile& file) {
    std::set<std::string> names;
    auto cursor =
        session.stream("SELECT * FROM " + reader_of({"", file.format, {file}}) + " LIMIT 0");
    if (!cursor) return names;
    for (const auto& column : cursor->columns()) names.insert(to_lower(column.name));
    return names;
  }

  /// Numbered files of the same columns are one table.
  std::vector<Group> groups(Session& session) const {
    std::map<std::pair<std::string, FileFormat>, std::vector<DataFile>> series;
    std::vector<Group> all;
    for (const auto& file : found_.files) {
      const auto name = series_name_of(file.stem);
      if (!name.empty()) series[{name, file.format}].push_back(file);
    }
    std::set<std::string> in_series;
    for (auto& [key, files] : series) {
      if (files.size() < 2) continue;
      const auto first = columns(session, files[0]);
      const bool is_same =
          !first.empty() && std::all_of(files.begin() + 1, files.end(), [&](const DataFile& file) {
            return columns(session, file) == first;
          });
      if (!is_same) continue;
      for (const auto& file : files) in_series.insert(file.path.string());
      all.push_back({table_name_of(key.first), key.second, files});
    }
    for (const auto& file : found_.files) {
      if (in_series.contains(file.path.string())) continue;
      all.push_back({table_name_of(file.stem), file.format, {file}});
    }
    return all;
  }

  std::string unused(const std::string& wanted) const {
    std::string name = wanted;
    for (int copy = 2; taken_.contains(to_lower(name)); ++copy) {
      name = wanted + "_" + std::to_string(copy);
    }
    return name;
  }

  DataFiles found_;
  std::set<std::string> taken_;
};

/// A folder of this user's own that is gone with the object, whatever lies in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code failed;
    path_ = (std::filesystem::temp_directory_path(failed) / "askdb-XXXXXX").string();
    is_made_ = !failed && mkdtemp(path_.data()) != nullptr;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code failed;
    if (is_made_) std::filesystem::remove_all(path_, failed);
  }
  bool is_made() const { return is_made_; }
  std::string file() const { return path_ + "/files.duckdb"; }

 private:
  std::string path_;
  bool is_made_ = false;
};

std::string list_of(const std::vector<std::string>& paths) {
  std::string list;
  for (const auto& path : paths) list += (list.empty() ? "" : ", ") + quoted_text(path);
  return "[" + list + "]";
}

/// What every database that is opened for questions is held to.
Settings question_settings() {
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
  return {{"access_mode", "READ_ONLY"},
          {"threads", std::to_string(threads)},
          {"memory_limit", "2GB"},
          {"temp_directory",
           (std::filesystem::temp_directory_path() / ("askdb-spill-" + std::to_string(getpid())))
               .string()},
          {"max_temp_directory_size", "8GB"},
          {"allow_community_extensions", "false"}};
}

}  // namespace

Result<FileTables> open_files(const std::string& path) {
  auto found = find_data_files(path);
  if (!found) return found.error();
  const TemporaryFolder place;
  if (!place.is_made()) {
    return Error{.fault = Fault::kConnection,
                 .message = "No temporary file can be written.",
                 .next_step = "Free some space in the folder for temporary files.",
                 .detail = {}};
  }
  // The file is removed once it is open for questions: nothing stays behind.
  FileTables tables;
  std::vector<std::string> left;
  {
    auto settings = question_settings();
    settings.erase("access_mode");
    auto instance = Instance::open(place.file(), settings);
    if (!instance) return instance.error();
    auto session = (*instance)->connect();
    if (!session) return session.error();
    auto skipped = Loader(*std::move(found)).load(**session, left);
    if (!skipped) return skipped.error();
    tables.skipped = *std::move(skipped);
    const auto written = (*session)->execute("CHECKPOINT");
    if (!written) return written.error();
  }
  auto opened = open_for_questions(place.file(), left);
  if (!opened) return opened.error();
  tables.instance = *std::move(opened);
  return tables;
}

Result<std::shared_ptr<Instance>> open_for_questions(const std::string& path,
                                                     const std::vector<std::string>& allowed) {
  auto instance = Instance::open(path, question_settings());
  if (!instance) return instance;
  auto session = (*instance)->connect();
  if (!session) return session.error();
  // In this order: DuckDB takes the place for its temporary files only while access is on.
  const auto locked = (*session)->execute("SET allowed_paths = " + list_of(allowed) +
                                          "; SET enable_external_access = false; "
                                          "SET lock_configuration = true");
  if (!locked) return locked.error();
  return instance;
}

}  // namespace askdb::duckdb
