#include "catalog/overlay_reader.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/text.hpp"

namespace askdb::catalog {

namespace {

constexpr std::size_t kMaxFileBytes = 16U << 20U;

std::string_view kind_of(const YAML::Node& node) {
  if (node.IsMap()) return "a map";
  if (node.IsSequence()) return "a list";
  return "text";
}

[[noreturn]] void fail_file(const std::string& shown, const std::string& what,
                            const std::string& next_step) {
  throw OverlayProblem{{Fault::kConfig, shown + ": " + what, next_step, ""}};
}

}  // namespace

void OverlayNode::fail(const std::string& what, const std::string& next_step) const {
  const int line = node_.IsDefined() ? node_.Mark().line : -1;
  std::string place = file_;
  if (line >= 0) {
    place += ", line " + std::to_string(line + 1);
  }
  if (!path_.empty()) {
    place += ", " + path_;
  }
  throw OverlayProblem{
      {Fault::kConfig, without_controls(place + ": " + what), without_controls(next_step), ""}};
}

OverlayNode OverlayNode::operator[](const std::string& key) const {
  const std::string path = path_.empty() ? key : path_ + "." + key;
  if (is_missing()) return {YAML::Node(YAML::NodeType::Undefined), file_, path};
  if (!is_map()) {
    fail("expected a map, found " + std::string(kind_of(node_)) + ".",
         "Write `key: value` lines below it.");
  }
  const YAML::Node& node = node_;
  return {node[key], file_, path};
}

std::vector<std::pair<std::string, OverlayNode>> OverlayNode::members() const {
  std::vector<std::pair<std::string, OverlayNode>> found;
  if (is_missing()) return found;
  if (!is_map()) {
    fail("expected a map, found " + std::string(kind_of(node_)) + ".",
         "Write `key: value` lines below it.");
  }
  for (const auto& member : node_) {
    if (!member.first.IsScalar()) fail("a key must be text.", "Write the key as one word.");
    const std::string& key = member.first.Scalar();
    found.emplace_back(key,
                       OverlayNode(member.second, file_, path_.empty() ? key : path_ + "." + key));
  }
  return found;
}

std::vector<OverlayNode> OverlayNode::items() const {
  std::vector<OverlayNode> found;
  if (is_missing()) return found;
  if (!is_list()) {
    fail("expected a list, found " + std::string(kind_of(node_)) + ".",
         "Write `- item` lines below it.");
  }
  for (const auto& item : node_) {
    found.emplace_back(item, file_, path_ + "[" + std::to_string(found.size()) + "]");
  }
  return found;
}

std::string OverlayNode::text() const {
  if (is_missing()) return "";
  if (!node_.IsScalar()) {
    fail("expected text, found " + std::string(kind_of(node_)) + ".", "Write one value.");
  }
  return node_.Scalar();
}

bool OverlayNode::boolean() const {
  const std::string value = text();
  if (iequals(value, "true") || iequals(value, "yes")) return true;
  if (iequals(value, "false") || iequals(value, "no")) return false;
  fail("expected true or false, found \"" + shortened(value, 40) + "\".", "Write true or false.");
}

std::vector<std::string> OverlayNode::texts() const {
  if (is_missing()) return {};
  if (node_.IsScalar()) return {node_.Scalar()};
  std::vector<std::string> found;
  for (const auto& item : items()) {
    found.push_back(item.text());
  }
  return found;
}

void OverlayNode::allow_only(const std::vector<std::string>& known) const {
  for (const auto& [key, value] : members()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string meant = nearest(key, known);
    value.fail("this key is not known.", meant.empty()
                                             ? "Known keys here: " + join(known, ", ") + "."
                                             : "Did you mean `" + meant + "`?");
  }
}

OverlayNode read_overlay_file(const std::string& file, const std::string& shown) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream || text.str().size() > kMaxFileBytes) {
    fail_file(shown, stream ? "the file is larger than 16 MB." : "the file cannot be read.",
              "Check the file and its permissions.");
  }
  const auto bad = find_invalid_utf8(text.str());
  if (bad != std::string::npos) {
    fail_file(shown, "byte " + std::to_string(bad) + " is not UTF-8.", "Save the file as UTF-8.");
  }
  try {
    return {YAML::Load(text.str()), shown, ""};
  } catch (const YAML::Exception& error) {
    fail_file(shown + ", line " + std::to_string(error.mark.line + 1),
              "this is not YAML: " + error.msg + ".",
              "Check indentation, quotes and colons there.");
  }
}

}  // namespace askdb::catalog
