#pragma once

/// Reads one text field out of a JSON object that is still being written.

#include <string>
#include <string_view>

namespace askdb {

/// Feeds on pieces of an object in order; gives the decoded text of the outermost field of that
/// name as it grows. Anything that is not such an object gives nothing. Linear in the input.
class JsonTextField {
 public:
  explicit JsonTextField(std::string field) : field_(std::move(field)) {}

  /// The part of the field's text that became known with `piece`: always whole code points.
  std::string feed(std::string_view piece);

 private:
  enum class Place { kOutside, kKey, kAfterKey, kOtherText, kWanted, kDone };

  void read(char c, std::string& out);
  void read_escape(char c, std::string& out);

  std::string field_;
  Place place_ = Place::kOutside;
  int depth_ = 0;
  bool expects_key_ = false;
  bool is_escaped_ = false;
  std::string hex_;  // Digits of a \u escape under way.
  bool is_hex_ = false;
  unsigned high_ = 0;  // First half of a surrogate pair.
  std::string key_;
  std::string rest_;  // Bytes of a code point that is not whole yet.
};

}  // namespace askdb
