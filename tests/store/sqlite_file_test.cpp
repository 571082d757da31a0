/// The SQLite store's file: where it is made, and what cannot be one.

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "fixtures/run_task.hpp"
#include "fixtures/sqlite_file.hpp"
#include "store_fixture.hpp"

namespace askdb::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class StoreFile : public ::testing::Test {
 protected:
  std::string path() const { return file_.folder() + "/store/askdb.sqlite"; }
  std::unique_ptr<Store> at(const std::string& url) {
    const StoreSettings settings{.url = url, .folder = file_.folder() + "/store"};
    return value_of(make_store(settings, threads_));
  }
  Error open_failure(const std::string& url) {
    const auto store = at(url);
    const auto opened = run_task(store->open());
    return opened ? Error{.message = "it opened"} : opened.error();
  }
  void make_one() {
    const auto store = at("");
    value_of(run_task(store->open()));
    value_of(run_task(store->create_thread(a_thread("t1"))));
  }
  void change(const std::string& sql) const {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(handle);
  }

  SqliteFile file_;
  BlockingPool threads_{2};
};

TEST_F(StoreFile, IsMadeForItsOwnerOnly) {
  make_one();
  struct stat status {};
  ASSERT_EQ(stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  ASSERT_EQ(stat(fs::path(path()).parent_path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
}

TEST_F(StoreFile, HasManySpellings) {
  make_one();
  for (const auto& url :
       {path(), "sqlite://" + path(), "sqlite:///" + path(), " file://" + path()}) {
    const auto store = at(url);
    value_of(run_task(store->open()));
    EXPECT_TRUE(value_of(run_task(store->thread("t1")))) << url;
  }
}

TEST_F(StoreFile, IsNotGuessedFromOtherAddresses) {
  for (const auto* url : {"mysql://host/x", "sqlite://", "sqlite:x", "memory", "http://u:pw@h/"}) {
    const StoreSettings settings{.url = url, .folder = {}};
    const auto store = make_store(settings, threads_);
    ASSERT_FALSE(store) << url;
    EXPECT_EQ(store.error().fault, Fault::kConfig);
    EXPECT_THAT(store.error().message, Not(HasSubstr("pw")));
  }
}

TEST_F(StoreFile, OfANewerVersionIsRefused) {
  make_one();
  change("PRAGMA user_version = 99");
  const auto error = open_failure("");
  EXPECT_EQ(error.fault, Fault::kConfig);
  EXPECT_EQ(error.message,
            "The store " + path() + " is of version 99; this askdb knows versions up to 1.");
  EXPECT_THAT(error.next_step, HasSubstr("newer askdb"));
}

TEST_F(StoreFile, OfSomebodyElseIsLeftAlone) {
  file_.execute("CREATE TABLE customers (id INTEGER)");
  std::ifstream before_file(file_.path(), std::ios::binary);
  const std::string before((std::istreambuf_iterator<char>(before_file)), {});
  const auto error = open_failure(file_.path());
  EXPECT_EQ(error.fault, Fault::kConfig);
  EXPECT_THAT(error.message, HasSubstr("no store of askdb"));
  std::ifstream after_file(file_.path(), std::ios::binary);
  const std::string after((std::istreambuf_iterator<char>(after_file)), {});
  EXPECT_EQ(after, before);
  EXPECT_FALSE(fs::exists(file_.path() + "-wal"));
}

TEST_F(StoreFile, ThatIsNoDatabaseIsRefused) {
  fs::create_directories(fs::path(path()).parent_path());
  std::ofstream(path()) << std::string(10'000, 'x');
  const auto error = open_failure("");
  EXPECT_EQ(error.fault, Fault::kOther);
  EXPECT_THAT(error.message, HasSubstr("no SQLite file, or it is damaged"));
}

TEST_F(StoreFile, ThatIsDamagedSaysSo) {
  make_one();
  fs::resize_file(path(), 4'096);
  const auto store = at("");
  const auto opened = run_task(store->open());
  const auto read =
      opened ? run_task(store->thread("t1")) : Result<std::optional<Thread>>(opened.error());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, Fault::kOther);
  EXPECT_THAT(read.error().message, HasSubstr("damaged"));
  EXPECT_THAT(read.error().next_step, HasSubstr("backup"));
}

TEST_F(StoreFile, CannotBeAFolder) {
  fs::create_directories(path());
  EXPECT_EQ(open_failure("").fault, Fault::kConnection);
}

TEST_F(StoreFile, CannotLieBelowAFile) {
  const auto error = open_failure(file_.path() + "/below/askdb.sqlite");
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_THAT(error.message, HasSubstr("cannot be made"));
}

TEST_F(StoreFile, InAFolderWithoutTheRightToWriteIsRefused) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  fs::create_directories(fs::path(path()).parent_path());
  fs::permissions(fs::path(path()).parent_path(), fs::perms::owner_read | fs::perms::owner_exec);
  const auto error = open_failure("");
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_THAT(error.next_step, HasSubstr("CONTROL_DB_URL"));
}

TEST_F(StoreFile, ThatWasRemovedFailsTheCheck) {
  const auto store = at("");
  value_of(run_task(store->open()));
  value_of(run_task(store->check()));
  fs::rename(path(), path() + ".away");
  const auto check = run_task(store->check());
  ASSERT_FALSE(check);
  EXPECT_THAT(check.error().message, HasSubstr("moved or removed"));
}

TEST_F(StoreFile, WithoutRoomOnItsDiskKeepsWhatItHas) {
  const auto store = at("");
  value_of(run_task(store->open()));
  value_of(run_task(store->create_thread(a_thread("t1"))));
  change("PRAGMA user_version");
  // A limit of the file system stands for a full disk: /dev/full cannot hold a database.
  Message large = a_message("m1", "t1", std::string(2'000'000, 'x'));
  rlimit old{};
  getrlimit(RLIMIT_FSIZE, &old);
  const rlimit small{.rlim_cur = 1'000'000, .rlim_max = old.rlim_max};
  const auto old_handler = signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const auto added = run_task(store->add_messages({large}));
  setrlimit(RLIMIT_FSIZE, &old);
  signal(SIGXFSZ, old_handler);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().fault, Fault::kOther);
  EXPECT_FALSE(value_of(run_task(store->message("m1"))));
  EXPECT_TRUE(value_of(run_task(store->thread("t1"))));
  EXPECT_TRUE(value_of(run_task(store->add_messages({large}))));
}

}  // namespace
}  // namespace askdb::testing
