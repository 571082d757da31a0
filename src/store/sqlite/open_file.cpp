#include "store/sqlite/open_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "sqlite_store_migrations.embedded.hpp"
#include "store/migrations.hpp"

namespace askdb::store::sqlite {
namespace {

namespace fs = std::filesystem;

/// "askd" in the file's header: nobody else's file.
constexpr std::int64_t kApplicationId = 0x61736B64;

/// SQLite does not wait for the change to a write-ahead log when two make it at once.
constexpr int kLogTries = 500;
constexpr std::chrono::milliseconds kLogPause{20};

Failure folder_failure(const fs::path& folder, const std::string& reason) {
  return Failure({.fault = Fault::kConnection,
                  .message = "The folder " + folder.string() + " of askdb's store " + reason + ".",
                  .next_step = "Correct it, or name another place with CONTROL_DB_URL.",
                  .detail = {}});
}

void make_folder(const fs::path& folder) {
  std::error_code failed;
  if (folder.empty() || fs::is_directory(folder, failed)) return;
  make_folder(folder.parent_path());
  const bool is_made = fs::create_directory(folder, failed);
  if (is_made) fs::permissions(folder, fs::perms::owner_all, failed);
  if (!fs::is_directory(folder)) throw folder_failure(folder, "cannot be made");
}

/// A new file's name is on the disk only when its folder is.
void flush_folder(const fs::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

void use_log(Connection& connection) {
  for (int tries = 0;; ++tries) {
    try {
      const auto asked = connection.query("PRAGMA journal_mode = WAL");
      asked->next();
      if (asked->text(0) == "wal") return;
      throw Failure(to_error(SQLITE_READONLY, "no write-ahead log", connection.path()));
    } catch (const Failure&) {
      if (tries == kLogTries) throw;
    }
    std::this_thread::sleep_for(kLogPause);
  }
}

/// The file's version, 0 for an empty file; refuses what is not ours to change.
int version_in(Connection& connection) {
  const auto version = static_cast<int>(connection.number("PRAGMA user_version"));
  const auto application = connection.number("PRAGMA application_id");
  const bool is_empty = connection.number("SELECT count(*) FROM sqlite_schema") == 0;
  if (application != kApplicationId && !(is_empty && application == 0 && version == 0)) {
    throw Failure({.fault = Fault::kConfig,
                   .message = connection.path() + " is a SQLite file, but no store of askdb.",
                   .next_step = "Name another file with CONTROL_DB_URL; this one was not changed.",
                   .detail = {}});
  }
  const int known = newest_version(embedded::sqlite_store_migrations);
  if (version > known) throw Failure(newer_error(connection.path(), version, known));
  return version;
}

template <class Work>
void in_transaction(Connection& connection, const char* begin, Work work) {
  connection.script(begin);
  try {
    work();
    connection.script("COMMIT");
  } catch (const Failure&) {
    if (connection.is_in_transaction()) connection.script("ROLLBACK");
    throw;
  }
}

bool is_up_to_date(Connection& connection) {
  int version = 0;
  // All of one moment: another process may be making the store right now.
  in_transaction(connection, "BEGIN", [&] { version = version_in(connection); });
  return version == newest_version(embedded::sqlite_store_migrations);
}

void migrate(Connection& connection) {
  in_transaction(connection, "BEGIN IMMEDIATE", [&] {
    const int version = version_in(connection);
    for (const auto& [name, sql] : embedded::sqlite_store_migrations) {
      if (version_of(name) <= version) continue;
      connection.script(std::string(sql));
      connection.script("PRAGMA user_version = " + std::to_string(version_of(name)));
    }
    connection.script("PRAGMA application_id = " + std::to_string(kApplicationId));
  });
}

}  // namespace

std::unique_ptr<Connection> open_file(const std::string& path) {
  std::error_code failed;
  const auto folder = fs::absolute(path, failed).parent_path();
  make_folder(folder);
  if (fs::is_directory(path, failed)) throw folder_failure(path, "is where its file should be");
  const bool is_new = !fs::exists(path, failed);
  auto connection = std::make_unique<Connection>(path, Connection::Mode::kWrite);
  if (is_new) {
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, failed);
  }
  const bool is_current = is_up_to_date(*connection);
  use_log(*connection);
  if (!is_current) {
    migrate(*connection);
    flush_folder(folder);
  }
  return connection;
}

}  // namespace askdb::store::sqlite
