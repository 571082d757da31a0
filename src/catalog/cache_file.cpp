#include "catalog/cache_file.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/described.hpp"
#include "base/text.hpp"

namespace askdb::catalog {

namespace {

/// Raise when the shape of the file, or what introspection finds, changes.
constexpr std::int64_t kVersion = 1;
/// More values than this are read from the database again rather than kept in the file.
constexpr std::size_t kMaxValueBytes = 8U << 20U;

/// `ColumnValues` with a description; the original belongs to another room.
struct CachedValues {
  std::string schema;
  std::string table;
  std::string column;
  std::vector<std::string> values;
  bool is_complete = false;
};
BOOST_DESCRIBE_STRUCT(CachedValues, (), (schema, table, column, values, is_complete))

struct CacheContent {
  std::int64_t version = 0;
  std::int64_t values_at = 0;  ///< Seconds since 1970.
  bool has_values = false;
  std::optional<Database> database;
  std::vector<CachedValues> values;
};
BOOST_DESCRIBE_STRUCT(CacheContent, (), (version, values_at, has_values, database, values))

std::string safe_name(const std::string& name) {
  std::string safe;
  for (const char byte : shortened(name, 60)) {
    const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
    safe += is_plain ? byte : '_';
  }
  return safe;
}

}  // namespace

CacheFile::CacheFile(const std::filesystem::path& folder, const std::string& name,
                     const std::string& identity) {
  if (!folder.empty()) {
    path_ = folder /
            ("schema-" + safe_name(name) + "-" + fingerprint(name + '\n' + identity) + ".json");
  }
}

std::optional<CachedSchema> CacheFile::read() const {
  if (path_.empty()) return std::nullopt;
  std::ifstream file(path_, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  boost::system::error_code failure;
  const auto parsed = json::parse(text.str(), failure);
  if (failure) return std::nullopt;
  auto content = from_json<CacheContent>(parsed);
  if (!content || content->version != kVersion || !content->database) return std::nullopt;
  CachedSchema cached;
  cached.database = std::move(*content->database);
  cached.has_values = content->has_values;
  cached.values_at =
      std::chrono::system_clock::time_point(std::chrono::seconds(content->values_at));
  for (auto& one : content->values) {
    cached.values.push_back({std::move(one.schema), std::move(one.table), std::move(one.column),
                             std::move(one.values), one.is_complete});
  }
  return cached;
}

void CacheFile::write(const CachedSchema& cached) const {
  if (path_.empty()) return;
  CacheContent content;
  content.version = kVersion;
  content.database = cached.database;
  std::size_t bytes = 0;
  for (const auto& column : cached.values) {
    for (const auto& value : column.values) {
      bytes += value.size();
    }
  }
  content.has_values = cached.has_values && bytes <= kMaxValueBytes;
  if (content.has_values) {
    content.values_at =
        std::chrono::duration_cast<std::chrono::seconds>(cached.values_at.time_since_epoch())
            .count();
    for (const auto& one : cached.values) {
      content.values.push_back({one.schema, one.table, one.column, one.values, one.is_complete});
    }
  }
  std::error_code failure;
  std::filesystem::create_directories(path_.parent_path(), failure);
  // Two processes may write at once; each renames a file of its own.
  auto half = path_;
  half += "." + std::to_string(::getpid()) + ".part";
  {
    std::ofstream file(half, std::ios::binary | std::ios::trunc);
    std::filesystem::permissions(
        half, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failure);
    file << json::serialize(to_json(content));
    if (!file.flush()) {
      std::filesystem::remove(half, failure);
      return;
    }
  }
  std::filesystem::rename(half, path_, failure);
  if (failure) {
    std::filesystem::remove(half, failure);
  }
}

}  // namespace askdb::catalog
