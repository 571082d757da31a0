#include "datasource/mysql/my_connection.hpp"

#include <errmsg.h>
#include <poll.h>
#include <sys/socket.h>

#include <utility>

#include "datasource/mysql/my_login.hpp"
#include "datasource/mysql/my_wait.hpp"

namespace askdb::mysql {
namespace {

using std::chrono::steady_clock;

/// A failure to connect that took all the time there was.
bool is_out_of_time(unsigned number, steady_clock::time_point start, const MyAddress& address) {
  const bool is_of_client = number >= CR_MIN_ERROR && number <= CR_MAX_ERROR;
  return is_of_client && steady_clock::now() - start >= address.connect_timeout;
}

Task<Result<Done>> finish_connecting(MYSQL* handle, int events, MYSQL** connected,
                                     MyAddress address, steady_clock::time_point start) {
  auto waiting = finish(handle, events, [handle, connected](int happened) {
    return mysql_real_connect_cont(connected, handle, happened);
  });
  co_await std::move(waiting);
  if (*connected == nullptr) {
    const unsigned number = mysql_errno(handle);
    const bool is_late = is_out_of_time(number, start, address);
    co_return connect_error(number, is_late ? "timeout" : mysql_error(handle), address.place);
  }
  auto flaw = flaw_of(handle, address);
  if (flaw) co_return *std::move(flaw);
  co_return Done{};
}

/// "10.11.6-MariaDB-1" and, of older ones, "5.5.5-10.3.39-MariaDB": the number alone.
std::string version_number(std::string_view text, bool is_mariadb) {
  constexpr std::string_view kPrefix = "5.5.5-";
  if (is_mariadb && text.starts_with(kPrefix)) text.remove_prefix(kPrefix.size());
  return std::string(text.substr(0, text.find_first_not_of("0123456789.")));
}

}  // namespace

MyConnection::MyConnection(MyHandle handle, MyAddress address)
    : handle_(std::move(handle)),
      address_(std::move(address)),
      result_(nullptr, &mysql_free_result),
      id_(mysql_thread_id(handle_.get())),
      is_mariadb_(mariadb_connection(handle_.get()) != 0) {
  version_ = is_mariadb_ ? "MariaDB " : "MySQL ";
  version_ += version_number(mysql_get_server_info(handle_.get()), is_mariadb_);
}

MyConnection::~MyConnection() {
  let_go_of_result();
  if (handle_ && is_busy_) shutdown(mysql_get_socket(handle_.get()), SHUT_RDWR);
}

Task<Result<std::unique_ptr<MyConnection>>> MyConnection::open(MyAddress address,
                                                               BlockingPool& threads) {
  struct Started {
    MyHandle handle;
    int events = 0;
    MYSQL* connected = nullptr;
    ~Started() {
      // Closing would say goodbye first, and wait for a server that does not answer.
      if (handle && connected == nullptr) shutdown(mysql_get_socket(handle.get()), SHUT_RDWR);
    }
  };
  // Resolving a host name blocks, inside the client library too. Until it is connected the library
  // reads the address's texts, which therefore live here.
  const auto start_time = steady_clock::now();
  auto start = [&address] {
    auto made = std::make_unique<Started>();
    made->handle = prepared_handle(address);
    if (made->handle) {
      made->events = start_connecting(made->handle.get(), address, &made->connected);
    }
    return made;
  };
  auto starting = run_blocking(threads, std::move(start));
  const auto started = co_await std::move(starting);
  if (!started->handle) co_return connect_error(0, "out of memory", address.place);
  auto connecting = finish_connecting(started->handle.get(), started->events, &started->connected,
                                      address, start_time);
  auto operation = with_deadline(std::move(connecting), address.connect_timeout);
  const auto connected = co_await std::move(operation);
  if (!connected) {
    if (connected.error().fault != Fault::kTimeout) co_return connected.error();
    co_return connect_error(0, "timeout", address.place);
  }
  co_return std::unique_ptr<MyConnection>(
      new MyConnection(std::move(started->handle), std::move(address)));
}

Error MyConnection::failure() {
  const unsigned number = mysql_errno(handle_.get());
  auto error =
      statement_error(number, mysql_error(handle_.get()), is_mariadb_ ? "MariaDB" : "MySQL");
  // The client library's own numbers: the connection is in no state to go on with.
  const bool is_of_client = number >= CR_MIN_ERROR && number <= CR_MAX_ERROR;
  is_broken_ = is_broken_ || is_of_client || error.fault == Fault::kConnection;
  return error;
}

void MyConnection::let_go_of_result() {
  // To free a result is to read it to its end, and to block: one that is cut off from its
  // connection is just freed.
  if (result_ && is_busy_) result_->handle = nullptr;
  result_.reset();
}

Task<Result<Done>> MyConnection::start(std::string sql) {
  is_busy_ = true;
  int failed = 0;
  MYSQL* handle = handle_.get();
  forget_tls_errors();
  const int events = mysql_real_query_start(&failed, handle, sql.data(), sql.size());
  auto waiting = finish(handle, events, [handle, &failed](int happened) {
    return mysql_real_query_cont(&failed, handle, happened);
  });
  co_await std::move(waiting);
  if (failed != 0) {
    is_busy_ = false;
    co_return failure();
  }
  result_.reset(mysql_use_result(handle));
  if (!result_) {
    is_busy_ = false;
    if (mysql_field_count(handle) != 0) co_return failure();
  }
  co_return Done{};
}

std::vector<const MYSQL_FIELD*> MyConnection::fields() const {
  std::vector<const MYSQL_FIELD*> fields;
  if (!result_) return fields;
  for (unsigned i = 0; i < mysql_num_fields(result_.get()); ++i) {
    fields.push_back(mysql_fetch_field_direct(result_.get(), i));
  }
  return fields;
}

Task<Result<bool>> MyConnection::next() {
  if (!result_) co_return false;
  MYSQL_ROW row = nullptr;
  MYSQL_RES* result = result_.get();
  forget_tls_errors();
  const int events = mysql_fetch_row_start(&row, result);
  if (events != 0) {
    auto waiting = finish(handle_.get(), events, [result, &row](int happened) {
      return mysql_fetch_row_cont(&row, result, happened);
    });
    co_await std::move(waiting);
  }
  if (row == nullptr) {
    is_busy_ = false;
    const bool is_failed = mysql_errno(handle_.get()) != 0;
    result_.reset();
    if (is_failed) co_return failure();
    co_return false;
  }
  const unsigned long* lengths = mysql_fetch_lengths(result);
  const unsigned count = mysql_num_fields(result);
  cells_.resize(count);
  for (unsigned i = 0; i < count; ++i) {
    cells_[i] = row[i] == nullptr ? Cell() : Cell(std::string_view(row[i], lengths[i]));
  }
  co_return true;
}

Task<Result<std::vector<TextRow>>> MyConnection::query(std::string sql) {
  auto starting = start(std::move(sql));
  const auto started = co_await std::move(starting);
  if (!started) co_return started.error();
  std::vector<TextRow> rows;
  for (;;) {
    auto waiting = next();
    const auto has_row = co_await std::move(waiting);
    if (!has_row) co_return has_row.error();
    if (!*has_row) break;
    TextRow row;
    row.reserve(cells_.size());
    for (const auto& cell : cells_) {
      row.push_back(cell ? std::optional<std::string>(*cell) : std::nullopt);
    }
    rows.push_back(std::move(row));
  }
  co_return rows;
}

Task<Result<Done>> MyConnection::command(std::string sql) {
  auto asking = query(std::move(sql));
  const auto answer = co_await std::move(asking);
  if (!answer) co_return answer.error();
  co_return Done{};
}

Task<Result<Done>> MyConnection::reset() {
  is_busy_ = true;
  int failed = 0;
  MYSQL* handle = handle_.get();
  forget_tls_errors();
  const int events = mysql_reset_connection_start(&failed, handle);
  auto waiting = finish(handle, events, [handle, &failed](int happened) {
    return mysql_reset_connection_cont(&failed, handle, happened);
  });
  co_await std::move(waiting);
  is_busy_ = false;
  if (failed != 0) {
    is_broken_ = true;
    co_return failure();
  }
  co_return Done{};
}

bool MyConnection::is_ready() const {
  constexpr unsigned kUnfinished = SERVER_STATUS_IN_TRANS | SERVER_MORE_RESULTS_EXIST;
  if (is_broken_ || is_busy_ || (handle_->server_status & kUnfinished) != 0) return false;
  pollfd socket{.fd = mysql_get_socket(handle_.get()), .events = POLLIN, .revents = 0};
  return poll(&socket, 1, 0) == 0;
}

void MyConnection::abandon() {
  if (is_busy_ && !is_broken_) kill_statement(address_, id_);
  let_go_of_result();
  shutdown(mysql_get_socket(handle_.get()), SHUT_RDWR);
  handle_.reset();
}

}  // namespace askdb::mysql
