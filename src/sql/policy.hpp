#pragma once

/// Which relations a policy lets be read: the globs of `GuardPolicy`, shared by all dialects.

#include <string>
#include <string_view>
#include <vector>

#include "sql/guard.hpp"

namespace askdb {

/// `text` matches `pattern` (`*` any run, `?` one byte), ignoring ASCII case. Takes at most
/// |text| x |pattern| steps.
bool matches_glob(std::string_view pattern, std::string_view text);

/// The allow and deny lists, taken apart once. Keeps copies; may be shared between threads.
class RelationPolicy {
 public:
  explicit RelationPolicy(const GuardPolicy& policy);

  /// On the allow list and not on the deny list. System catalogs are the dialect's own matter.
  bool allows(std::string_view schema, std::string_view table) const;

 private:
  struct Pattern {
    std::string schema;
    std::string table;
  };
  static std::vector<Pattern> split_all(const std::vector<std::string>& globs);
  static bool matches_any(const std::vector<Pattern>& patterns, std::string_view schema,
                          std::string_view table);

  std::vector<Pattern> allow_;
  std::vector<Pattern> deny_;
};

/// The refusal for a relation that the policy does not allow.
Refusal relation_refusal(std::string_view name, std::optional<std::size_t> offset);

}  // namespace askdb
