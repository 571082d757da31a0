#include "net/resolve.hpp"

#include <netdb.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <charconv>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace askdb {
namespace {

using Endpoint = asio::ip::tcp::endpoint;

/// What the thread and the waiting coroutine share. The thread touches nothing else, so it may
/// outlive the coroutine, its executor and even the loop.
struct Lookup {
  int done_event = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  std::mutex mutex;
  std::vector<Endpoint> endpoints;  // Guarded by mutex.
  std::string problem;              // Guarded by mutex.

  Lookup() = default;
  Lookup(const Lookup&) = delete;
  Lookup& operator=(const Lookup&) = delete;
  ~Lookup() {
    if (done_event >= 0) ::close(done_event);
  }

  void run(const std::string& host, const std::string& port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* found = nullptr;
    const int status = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
    {
      const std::scoped_lock lock(mutex);
      if (status != 0) problem = ::gai_strerror(status);
      for (const auto* entry = status == 0 ? found : nullptr; entry != nullptr;
           entry = entry->ai_next) {
        Endpoint endpoint;
        if (entry->ai_addrlen > endpoint.capacity()) continue;
        std::copy_n(reinterpret_cast<const char*>(entry->ai_addr), entry->ai_addrlen,
                    reinterpret_cast<char*>(endpoint.data()));
        endpoint.resize(entry->ai_addrlen);
        endpoints.push_back(endpoint);
      }
    }
    if (status == 0) ::freeaddrinfo(found);
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(done_event, &one, sizeof one);
  }
};

Error unknown_host(const std::string& host, const std::string& detail) {
  return {.fault = Fault::kConnection,
          .message = "The address of " + host + " could not be found.",
          .next_step = "Check the spelling of the host and this machine's network.",
          .detail = detail};
}

}  // namespace

Task<Result<std::vector<Endpoint>>> resolve(std::string host, std::string port) {
  boost::system::error_code not_address;
  const auto address = asio::ip::make_address(host, not_address);
  if (!not_address) {
    unsigned short number = 0;
    std::from_chars(port.data(), port.data() + port.size(), number);
    co_return std::vector<Endpoint>{Endpoint(address, number)};
  }
  auto lookup = std::make_shared<Lookup>();
  const int watched = lookup->done_event < 0 ? -1 : ::dup(lookup->done_event);
  if (watched < 0) co_return unknown_host(host, "no file descriptor left");
  asio::posix::stream_descriptor done(co_await asio::this_coro::executor, watched);
  try {
    std::thread([lookup, host, port] { lookup->run(host, port); }).detach();
  } catch (const std::system_error& failed) {
    co_return unknown_host(host, failed.what());
  }
  co_await done.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
  const std::scoped_lock lock(lookup->mutex);
  if (lookup->endpoints.empty()) co_return unknown_host(host, lookup->problem);
  co_return lookup->endpoints;
}

}  // namespace askdb
