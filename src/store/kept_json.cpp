/// JSON as it was written: doubles by the standard library, which rounds correctly.

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>

#include "store/failure.hpp"
#include "store/kept_text.hpp"

namespace askdb::store {
namespace {

/// Deeper than anything that is kept; the library's parser needs no stack for it.
constexpr std::size_t kMaxDepth = 1'000;

/// Builds a value from what the parser meets. The names are the library's.
struct Builder {
  using Code = json::error_code;
  // NOLINTBEGIN(readability-identifier-naming)
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  // NOLINTEND(readability-identifier-naming)

  json::value_stack stack;
  std::string number;  ///< The part of a number that was met before its last part.

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return true; }
  bool on_object_end(std::size_t count, Code&) { return stack.push_object(count), true; }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t count, Code&) { return stack.push_array(count), true; }
  bool on_key_part(json::string_view part, std::size_t, Code&) {
    return stack.push_chars(part), true;
  }
  bool on_key(json::string_view last, std::size_t, Code&) { return stack.push_key(last), true; }
  bool on_string_part(json::string_view part, std::size_t, Code&) {
    return stack.push_chars(part), true;
  }
  bool on_string(json::string_view last, std::size_t, Code&) {
    return stack.push_string(last), true;
  }
  bool on_number_part(json::string_view part, Code&) {
    return number.append(part.data(), part.size()), true;
  }
  bool on_int64(std::int64_t value, json::string_view, Code&) {
    number.clear();
    return stack.push_int64(value), true;
  }
  bool on_uint64(std::uint64_t value, json::string_view, Code&) {
    number.clear();
    return stack.push_uint64(value), true;
  }
  bool on_double(double approximate, json::string_view last, Code&) {
    number.append(last.data(), last.size());
    double exact = approximate;
    std::from_chars(number.data(), number.data() + number.size(), exact);
    number.clear();
    return stack.push_double(exact), true;
  }
  bool on_bool(bool value, Code&) { return stack.push_bool(value), true; }
  bool on_null(Code&) { return stack.push_null(), true; }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }
};

}  // namespace

Result<json::value> from_kept_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::basic_parser<Builder> parser(options);
  json::error_code failed;
  const auto read = parser.write_some(false, text.data(), text.size(), failed);
  if (failed || read != text.size()) {
    return damaged_error("no JSON at byte " + std::to_string(read) + ": " + failed.message());
  }
  return parser.handler().stack.release();
}

json::value kept_value(const json::value& value) {
  return from_kept_json(kept_json(value)).value();
}

}  // namespace askdb::store
