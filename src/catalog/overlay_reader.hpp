#pragma once

/// YAML with places: every complaint names file, line and key.

#include <yaml-cpp/yaml.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace askdb::catalog {

/// Thrown inside the overlay reader only; `load_overlays` turns it into an `Error`.
struct OverlayProblem {
  Error error;
};

/// A node with the keys that lead to it.
class OverlayNode {
 public:
  OverlayNode(const YAML::Node& node, std::string file, std::string path)
      : node_(node), file_(std::move(file)), path_(std::move(path)) {}

  bool is_missing() const { return !node_.IsDefined() || node_.IsNull(); }
  bool is_list() const { return node_.IsSequence(); }
  bool is_map() const { return node_.IsMap(); }

  /// The member `key` of a map; missing when there is none.
  OverlayNode operator[](const std::string& key) const;
  /// Key and value of each member of a map. A missing node has none.
  std::vector<std::pair<std::string, OverlayNode>> members() const;
  /// The items of a list. A missing node has none.
  std::vector<OverlayNode> items() const;
  /// A scalar's text, "" when missing.
  std::string text() const;
  bool boolean() const;
  /// The texts of a list, or of a single scalar.
  std::vector<std::string> texts() const;

  /// Complains about members that are not in `known`.
  void allow_only(const std::vector<std::string>& known) const;

  [[noreturn]] void fail(const std::string& what, const std::string& next_step) const;

 private:
  YAML::Node node_;
  std::string file_;
  std::string path_;
};

/// The document in `file`, which people know as `shown`. Throws `OverlayProblem`.
OverlayNode read_overlay_file(const std::string& file, const std::string& shown);

}  // namespace askdb::catalog
