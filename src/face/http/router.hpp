#pragma once

/// Finds the route of a request and checks its parameters.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "face/http/route.hpp"

namespace askdb::web {

class Router {
 public:
  Router() = default;
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  Route& get(std::string path) { return add("GET", std::move(path)); }
  Route& post(std::string path) { return add("POST", std::move(path)); }
  Route& put(std::string path) { return add("PUT", std::move(path)); }
  Route& patch(std::string path) { return add("PATCH", std::move(path)); }
  Route& remove(std::string path) { return add("DELETE", std::move(path)); }
  Route& add(std::string method, std::string path);

  /// What serves GET requests outside of /api for which there is no route: the page.
  void set_fallback(Handler handler) { fallback_ = std::move(handler); }
  const Handler& fallback() const { return fallback_; }

  const std::deque<Route>& routes() const { return routes_; }
  Schemas& schemas() { return schemas_; }
  const Schemas& schemas() const { return schemas_; }

  /// Of a request: where it leads.
  struct Match {
    const Route* route = nullptr;      ///< Null: see the next two.
    std::vector<std::string> allowed;  ///< Methods of this path; empty: there is no such path.
    Parameters path_parameters;        ///< Not checked yet.
  };
  /// `path` is not decoded yet: a slash within a parameter is written %2F.
  Match find(std::string_view method, std::string_view path) const;

 private:
  Schemas schemas_;
  std::deque<Route> routes_;  // Handlers refer to what lies in here: addresses stay.
  Handler fallback_;
};

/// "/api/threads?limit=5": path and query apart; not decoded.
struct Target {
  std::string_view path;
  std::string_view query;
};
Target split_target(std::string_view target);

/// Decodes %XX (and + in a query). Nothing when it is not well-formed or not UTF-8 without NUL.
std::optional<std::string> decoded(std::string_view text, bool plus_is_space);

/// Decodes and checks the parameters of `request` (whose target is set) against the route's
/// declaration, and puts them in. Fails with `invalid_parameter`.
std::optional<Problem> read_parameters(const Route& route, const Router::Match& match,
                                       Request& request);

}  // namespace askdb::web
