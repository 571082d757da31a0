#include "base/text.hpp"
#include "config/sources.hpp"

namespace askdb::config {
namespace {

bool is_name(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  for (const char c : name) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter && !(c >= '0' && c <= '9') && c != '_') return false;
  }
  return true;
}

/// What a backslash and `next` mean in double quotes.
std::string unescaped(char next) {
  if (next == 'n') return "\n";
  if (next == 't') return "\t";
  if (next == '"' || next == '\\' || next == '$') return {next};
  return {'\\', next};
}

/// The inside of a quoted value, or nothing when the quote does not end.
std::optional<std::string> unquoted(std::string_view text, std::string_view& rest) {
  const char quote = text[0];
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == quote) {
      rest = text.substr(i + 1);
      return value;
    }
    if (quote == '"' && text[i] == '\\' && i + 1 < text.size()) {
      value += unescaped(text[++i]);
      continue;
    }
    value += text[i];
  }
  return std::nullopt;
}

/// An unquoted value ends at a `#` that follows a blank.
std::string_view bare_value(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '#' && (text[i - 1] == ' ' || text[i - 1] == '\t')) {
      return trim(text.substr(0, i));
    }
  }
  return !text.empty() && text[0] == '#' ? std::string_view() : text;
}

}  // namespace

void read_env(std::string_view text, const std::string& file, Variables& into, Problems& problems) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  int number = 0;
  for (auto line : split(text, '\n')) {
    ++number;
    const std::string place = file + ":" + std::to_string(number);
    line = trim(line);
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("export ")) line = trim(line.substr(7));
    const auto equals = line.find('=');
    const auto name = trim(line.substr(0, equals));
    if (equals == std::string_view::npos || !is_name(name)) {
      problems.add(place + ": expected NAME=value. Comments start with #.");
      continue;
    }
    const auto value = trim(line.substr(equals + 1));
    if (value.empty() || (value[0] != '"' && value[0] != '\'')) {
      into[std::string(name)] = {std::string(bare_value(value)), place};
      continue;
    }
    std::string_view rest;
    auto inside = unquoted(value, rest);
    rest = trim(rest);
    if (!inside || (!rest.empty() && rest[0] != '#')) {
      problems.add(place + ": " + std::string(name) +
                   ": the quotes do not match. Quote the whole value, or nothing of it.");
      continue;
    }
    into[std::string(name)] = {*std::move(inside), place};
  }
}

std::string expand_variables(std::string& text, const Variables& variables) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t open; (open = text.find("${", at)) != std::string::npos;) {
    const auto close = text.find('}', open);
    if (close == std::string::npos) return "\"${\" has no \"}\"";
    const auto inside = std::string_view(text).substr(open + 2, close - open - 2);
    const auto colon = inside.find(':');
    const std::string name(inside.substr(0, colon));
    if (!is_name(name)) return "\"${" + std::string(inside) + "}\" names no variable";
    const auto found = variables.find(name);
    const bool is_said = found != variables.end() && !found->second.value.empty();
    if (!is_said && colon == std::string_view::npos) {
      return "Missing required environment variable: " + name + ". Set it, put it into .env, or " +
             "write ${" + name + ":default}";
    }
    out.append(text, at, open - at);
    out += is_said ? found->second.value : std::string(inside.substr(colon + 1));
    at = close + 1;
  }
  text = out.append(text, at);
  return {};
}

}  // namespace askdb::config
