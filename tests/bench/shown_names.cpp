#include "shown_names.hpp"

#include <sstream>

#include "base/text.hpp"

namespace askdb::bench {

namespace {

/// The identifier at `at`, quoted or not, without its quotes; `at` is left behind it.
std::string identifier_at(const std::string& line, std::size_t& at) {
  std::string name;
  if (at < line.size() && line[at] == '"') {
    for (++at; at < line.size(); ++at) {
      if (line[at] == '"' && (at + 1 >= line.size() || line[at + 1] != '"')) break;
      if (line[at] == '"') ++at;
      name += line[at];
    }
    ++at;
    return name;
  }
  while (at < line.size() && std::string_view(" ,()}.").find(line[at]) == std::string_view::npos) {
    name += line[at++];
  }
  return name;
}

/// Skips to the next ", " outside of braces, brackets and quotes; false at the end of the list.
bool next_column(const std::string& line, std::size_t& at) {
  int depth = 0;
  bool is_quoted = false;
  for (; at < line.size(); ++at) {
    const char byte = line[at];
    if (byte == '\'') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (byte == '(' || byte == '{') ++depth;
    if (byte == ')' || byte == '}') --depth;
    if (depth < 0) return false;
    if (depth == 0 && byte == ',' && at + 1 < line.size() && line[at + 1] == ' ') {
      at += 2;
      return true;
    }
  }
  return false;
}

}  // namespace

std::map<std::string, std::set<std::string>> shown_names(const std::string& rendered) {
  std::map<std::string, std::set<std::string>> names;
  std::istringstream lines(to_lower(rendered));
  for (std::string line; std::getline(lines, line);) {
    std::size_t at = 0;
    std::string table = identifier_at(line, at);
    if (at < line.size() && line[at] == '.') table += "." + identifier_at(line, ++at);
    if (at >= line.size() || line[at] != '(') continue;
    ++at;
    auto& columns = names[table];
    do {
      columns.insert(identifier_at(line, at));
    } while (next_column(line, at));
  }
  return names;
}

}  // namespace askdb::bench
