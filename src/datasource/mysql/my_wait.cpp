#include "datasource/mysql/my_wait.hpp"

#include <openssl/err.h>

#include <boost/asio/posix/stream_descriptor.hpp>

namespace askdb::mysql {

using asio::posix::stream_descriptor;

void forget_tls_errors() { ERR_clear_error(); }

Task<int> wait_for(MYSQL* handle, int events) {
  // The socket stays the library's: it is taken by the executor for this wait only, because the
  // next task may run on another one.
  struct Borrowed {
    stream_descriptor descriptor;
    ~Borrowed() { descriptor.release(); }
  };
  auto executor = co_await asio::this_coro::executor;
  Borrowed borrowed{stream_descriptor(executor, mysql_get_socket(handle))};
  const bool writes = (events & MYSQL_WAIT_WRITE) != 0;
  const auto direction = writes ? stream_descriptor::wait_write : stream_descriptor::wait_read;
  co_await borrowed.descriptor.async_wait(direction, asio::use_awaitable);
  co_return writes ? MYSQL_WAIT_WRITE : MYSQL_WAIT_READ;
}

}  // namespace askdb::mysql
