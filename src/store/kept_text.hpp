#pragma once

/// The forms in which text and JSON are kept, the same in every store.

#include <string>
#include <string_view>

#include "base/described.hpp"
#include "base/result.hpp"

namespace askdb::store {

/// NUL and bytes that are no UTF-8 become U+FFFD.
std::string kept_text(std::string text);
bool is_kept_as_it_is(std::string_view text);

/// One line of JSON that `from_kept_json` reads again; numbers that are not finite become null.
std::string kept_json(const json::value& value);

/// Reads numbers bit for bit, which the library's own parser does not. Fails with kOther: the store
/// is damaged.
Result<json::value> from_kept_json(std::string_view text);

/// What `from_kept_json` gives back of `value`.
json::value kept_value(const json::value& value);

/// Lower case, so that a search in it finds every spelling. May be longer than `text`.
std::string search_text(std::string_view text);

}  // namespace askdb::store
