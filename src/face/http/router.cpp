#include "face/http/router.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace askdb::web {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Problem parameter_problem(const std::string& name, const std::string& fault) {
  return {.code = ProblemCode::kInvalidParameter,
          .detail = "The parameter " + shortened(without_controls(name), 60) + " " + fault + ".",
          .next_step = "Correct it; /api/docs describes the parameters."};
}

/// Whether `parts` fit the route; the number of its parts that are parameters goes to `wild`.
bool fits(const Route& route, const std::vector<std::string_view>& parts, std::size_t& wild) {
  const auto& segments = route.segments();
  if (segments.size() != parts.size()) return false;
  wild = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (segments[i].starts_with('{')) {
      if (parts[i].empty()) return false;
      ++wild;
    } else if (segments[i] != parts[i]) {
      return false;
    }
  }
  return true;
}

std::optional<Problem> read_path(const Route& route, const Router::Match& match, Request& request) {
  for (const auto& parameter : route.info().path_parameters) {
    const auto raw = match.path_parameters.find(parameter.name);
    const auto value = decoded(raw->second, false);
    const auto fault = value ? parameter_fault(parameter, *value) : "is not readable";
    if (!fault.empty()) return parameter_problem(parameter.name, fault);
    request.path_parameters[parameter.name] = *value;
  }
  return std::nullopt;
}

std::optional<Problem> read_one(const Route& route, std::string_view pair, Request& request) {
  const auto equals = pair.find('=');
  const auto name = decoded(pair.substr(0, equals), true);
  if (!name) return parameter_problem("in the query", "is not readable");
  const auto& known = route.info().query_parameters;
  const auto parameter =
      std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.name == *name; });
  if (parameter == known.end()) {
    std::vector<std::string> names;
    for (const auto& one : known) names.push_back(one.name);
    const auto hint = nearest(*name, names);
    return parameter_problem(
        *name, hint.empty() ? "is not known here" : "is not known here; did you mean " + hint);
  }
  const auto value = decoded(equals == pair.npos ? "" : pair.substr(equals + 1), true);
  const auto fault = value ? parameter_fault(*parameter, *value) : "is not readable";
  if (!fault.empty()) return parameter_problem(*name, fault);
  if (!request.query_parameters.emplace(*name, *value).second) {
    return parameter_problem(*name, "stands there twice");
  }
  return std::nullopt;
}

}  // namespace

Route& Router::add(std::string method, std::string path) {
  return routes_.emplace_back(std::move(method), std::move(path), schemas_);
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  const auto parts = split(path.substr(path.starts_with('/') ? 1 : 0), '/');
  std::size_t best = std::string::npos;
  for (const auto& route : routes_) {
    std::size_t wild = 0;
    if (!fits(route, parts, wild)) continue;
    match.allowed.push_back(route.info().method);
    // "/api/threads/new" goes before "/api/threads/{id}", wherever they are declared.
    if (route.info().method == method && wild < best) {
      match.route = &route;
      best = wild;
    }
  }
  if (match.route == nullptr) return match;
  const auto& segments = match.route->segments();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!segments[i].starts_with('{')) continue;
    match.path_parameters[segments[i].substr(1, segments[i].size() - 2)] = std::string(parts[i]);
  }
  return match;
}

Target split_target(std::string_view target) {
  target = target.substr(0, target.find('#'));
  const auto mark = target.find('?');
  if (mark == std::string_view::npos) return {target, {}};
  return {target.substr(0, mark), target.substr(mark + 1)};
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_space) {
      c = ' ';
    } else if (c == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = high < 0 ? -1 : hex_digit(text[i + 2]);
      if (low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  if (find_invalid_utf8(out) != std::string::npos) return std::nullopt;
  return out;
}

std::optional<Problem> read_parameters(const Route& route, const Router::Match& match,
                                       Request& request) {
  auto problem = read_path(route, match, request);
  if (problem) return problem;
  for (const auto pair : split(split_target(request.target).query, '&')) {
    if (pair.empty()) continue;
    problem = read_one(route, pair, request);
    if (problem) return problem;
  }
  for (const auto& parameter : route.info().query_parameters) {
    if (request.query_parameters.contains(parameter.name)) continue;
    if (parameter.is_required) return parameter_problem(parameter.name, "is missing");
    if (!parameter.fallback.empty()) {
      request.query_parameters[parameter.name] = parameter.fallback;
    }
  }
  return std::nullopt;
}

}  // namespace askdb::web
