#pragma once

/// What a user can meet is a value: `Result<T>` holds a `T` or an `Error`.

#include <boost/describe/enum.hpp>
#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace askdb {

/// The kind of a failure. Decides whether a retry can help and which HTTP status it becomes.
enum class Fault {
  kSyntax,      ///< The database could not parse the statement.
  kSchema,      ///< An unknown table, column or function.
  kPermission,  ///< The database, or a rule of askdb, forbids it. Never retried.
  kConnection,  ///< Could not be reached, or the connection broke. Never retried by the agent.
  kData,        ///< The values do not allow it: division by zero, bad cast, out of range.
  kTimeout,     ///< A deadline passed.
  kRefused,     ///< The guard refused the statement.
  kCancelled,   ///< The person who asked (or their client) stopped it.
  kConfig,      ///< The configuration is wrong.
  kInput,       ///< What was asked for is malformed or does not exist.
  kModel,       ///< The language model failed or answered something unusable.
  kOther,
};
BOOST_DESCRIBE_ENUM(Fault, kSyntax, kSchema, kPermission, kConnection, kData, kTimeout, kRefused,
                    kCancelled, kConfig, kInput, kModel, kOther)

/// A failure that a person can meet.
struct Error {
  Fault fault = Fault::kOther;
  std::string message;    ///< For the person who asked: one plain sentence.
  std::string next_step;  ///< What they can do now.
  std::string detail;     ///< For the log: driver text. Free of secrets and row data.
};

/// `message` and `next_step` as one line, for places that have only one.
inline std::string one_line(const Error& error) {
  return error.next_step.empty() ? error.message : error.message + " " + error.next_step;
}

/// Called by `Result::value()` on a failed result: that is a bug of the caller.
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location&) {
  throw std::logic_error("value() of a failed Result: " + error.message);
}

/// Either a `T` or an `Error`. `if (!result) co_return result.error();`
template <class T>
class [[nodiscard]] Result : public boost::system::result<T, Error> {
 public:
  using boost::system::result<T, Error>::result;
};

/// A result that carries no value: `co_return Done{};`
struct Done {};

}  // namespace askdb
