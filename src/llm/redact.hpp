#pragma once

/// Removing what looks like a secret from text that is about to be logged or shown.

#include <string>
#include <string_view>

namespace askdb {

/// `text` with "***" in place of keys of known providers (sk-..., AIza..., JWTs and their kin),
/// values of Bearer and Basic authorizations, of `password=` and `api_key=` and their kin, and
/// passwords inside URLs. Linear in the text.
std::string redacted(std::string_view text);

/// The same, and every occurrence of `secret` too.
std::string redacted(std::string_view text, std::string_view secret);

}  // namespace askdb
