#include "face/terminal/guard_lines.hpp"

#include "base/text.hpp"

namespace askdb {
namespace {

constexpr std::size_t kMostBytes = 64U << 20U;

Error malformed(const std::string& why) {
  return {.fault = Fault::kInput,
          .message = "A line is no statement: " + why + ".",
          .next_step = "Write {\"id\": ..., \"sql\": \"...\"} on each line.",
          .detail = {}};
}

int digit_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

Result<std::string> join_parts(const json::value& value) {
  if (!value.is_array()) return malformed("sql_parts is not a list");
  std::string sql;
  for (const auto& part : value.get_array()) {
    if (!part.is_array() || part.get_array().size() != 2 || !part.get_array()[0].is_string()) {
      return malformed("sql_parts needs pairs of a text and a count");
    }
    boost::system::error_code failed;
    const auto count = part.get_array()[1].to_number<std::int64_t>(failed);
    if (failed || count < 0) return malformed("sql_parts has a count that is no number");
    const auto& text = part.get_array()[0].get_string();
    if (text.empty()) continue;
    for (std::int64_t i = 0; i < count && sql.size() < kMostBytes; ++i) {
      sql.append(text.data(), text.size());
    }
  }
  return sql;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const int digit = digit_of(c);
    if (digit < 0) return {};
    buffer = (buffer << 6U | static_cast<unsigned>(digit)) & 0xFFFFFFU;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<char>((buffer >> static_cast<unsigned>(bits)) & 0xFFU));
    }
  }
  return bytes;
}

Result<GuardLine> parse_guard_line(const std::string& line) {
  boost::system::error_code failed;
  const auto value = json::parse(line, failed);
  if (failed || !value.is_object()) return malformed("it is not a JSON object");
  const auto& object = value.get_object();
  GuardLine found;
  if (const auto* id = object.if_contains("id")) found.id = *id;
  found.has_parameters = object.contains("params");
  if (const auto* sql = object.if_contains("sql"); sql != nullptr && sql->is_string()) {
    found.sql.assign(sql->get_string().data(), sql->get_string().size());
  } else if (const auto* coded = object.if_contains("sql_b64");
             coded != nullptr && coded->is_string()) {
    auto bytes = decode_base64({coded->get_string().data(), coded->get_string().size()});
    if (!bytes) return malformed("sql_b64 is not base64");
    found.sql = *std::move(bytes);
  } else if (const auto* parts = object.if_contains("sql_parts")) {
    auto joined = join_parts(*parts);
    if (!joined) return joined.error();
    found.sql = *std::move(joined);
  } else {
    return malformed("it has none of sql, sql_b64 and sql_parts");
  }
  return found;
}

std::string json_text(std::string_view text) {
  if (find_invalid_utf8(text) == std::string_view::npos) return std::string(text);
  return without_controls(text);
}

json::object verdict_line(const GuardLine& line, const Verdict& verdict, std::int64_t micros) {
  json::object out;
  out["id"] = line.id;
  out["verdict"] = verdict ? "accept" : "reject";
  if (verdict) {
    out["rule"] = "";
    out["message"] = "";
    out["sql"] = json_text(verdict->runnable());
  } else {
    const auto& refusal = verdict.error();
    out["rule"] = refusal.rule;
    out["message"] = json_text(refusal.instead.empty() ? refusal.message
                                                       : refusal.message + " " + refusal.instead);
    out["sql"] = "";
  }
  out["micros"] = micros;
  return out;
}

}  // namespace askdb
