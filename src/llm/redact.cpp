#include "llm/redact.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace askdb {
namespace {

constexpr std::string_view kMask = "***";

bool is_token_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '+' || c == '/' || c == '=' || c == '~';
}

bool is_word_char(char c) {
  return is_token_char(c) && c != '=' && c != '/' && c != '+' && c != '.';
}

std::size_t token_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_token_char(text[length])) ++length;
  return length;
}

struct KeyForm {
  std::string_view start;
  std::size_t min_length;  ///< Of the whole key; shorter ones are ordinary words.
};
constexpr std::array<KeyForm, 13> kKeyForms{{{"sk-", 12},
                                             {"AIza", 30},
                                             {"eyJ", 40},
                                             {"AKIA", 20},
                                             {"ASIA", 20},
                                             {"ghp_", 20},
                                             {"gho_", 20},
                                             {"github_pat_", 20},
                                             {"glpat-", 20},
                                             {"gsk_", 20},
                                             {"hf_", 20},
                                             {"xoxb-", 20},
                                             {"xai-", 20}}};

/// Words whose value is secret. "password: TEXT" is a column, "password=..." is a setting.
constexpr std::array<std::string_view, 10> kSecretNames{
    "password=",     "passwd=", "pwd=",           "api_key=",    "apikey=",
    "access_token=", "secret=", "client_secret=", "x-api-key: ", "x-goog-api-key: "};
constexpr std::array<std::string_view, 2> kSchemes{"Bearer ", "Basic "};
/// What any of the above begins with, in lower case: most words are passed over at their first
/// letter.
constexpr std::string_view kFirstLetters = "abceghpsx";

/// How much of `text` to keep and how much to mask after that; {0, 0} when nothing secret starts
/// here. `text` begins at a word's start.
struct Cut {
  std::size_t keep = 0;
  std::size_t mask = 0;
};

Cut secret_at(std::string_view text) {
  const char first = static_cast<char>(text.front() | 0x20);
  if (kFirstLetters.find(first) == std::string_view::npos) return {};
  for (const auto& form : kKeyForms) {
    if (!text.starts_with(form.start)) continue;
    const auto length = token_length(text);
    if (length >= form.min_length) return {0, length};
  }
  for (const auto scheme : kSchemes) {
    if (!iequals(text.substr(0, scheme.size()), scheme)) continue;
    const auto length = token_length(text.substr(scheme.size()));
    if (length >= 8) return {scheme.size(), length};
  }
  for (const auto name : kSecretNames) {
    if (!iequals(text.substr(0, name.size()), name)) continue;
    const auto value = text.substr(name.size());
    const auto length = std::min(value.size(), value.find_first_of(" \t\r\n&;,\"'"));
    if (length > 0) return {name.size(), length};
  }
  return {};
}

/// The length of "user:password" when `text` (after "://") has one before its "@"; else 0.
std::size_t userinfo_length(std::string_view text) {
  const auto end = text.find_first_of("/?# \t\r\n\"'<>");
  const auto authority = text.substr(0, end);
  const auto at = authority.rfind('@');
  if (at == std::string_view::npos) return 0;
  return authority.substr(0, at).find(':') == std::string_view::npos ? 0 : at;
}

}  // namespace

std::string redacted(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const bool is_word_start = at == 0 || !is_word_char(text[at - 1]);
    const auto rest = text.substr(at);
    if (const auto cut = is_word_start ? secret_at(rest) : Cut{}; cut.mask > 0) {
      out += rest.substr(0, cut.keep);
      out += kMask;
      at += cut.keep + cut.mask;
    } else if (const auto length = rest.starts_with("://") ? userinfo_length(rest.substr(3)) : 0;
               length > 0) {
      const auto user = rest.substr(3, length);
      out += "://" + std::string(user.substr(0, user.find(':') + 1));
      out += kMask;
      at += 3 + length;
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string redacted(std::string_view text, std::string_view secret) {
  // A secret of a few letters would mask ordinary words.
  if (secret.size() < 6) return redacted(text);
  return redacted(replace_all(std::string(text), secret, kMask));
}

}  // namespace askdb
