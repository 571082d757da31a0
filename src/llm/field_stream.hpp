#pragma once

/// The text of one field, read from a JSON object that is still being written: so an answer inside
/// a structured reply can be shown while it arrives.
///
///   auto answer = std::make_shared<FieldStream>("answer", show);
///   progress.on_text = [answer](std::string_view piece) { answer->feed(piece); };

#include <functional>
#include <string>
#include <string_view>

namespace askdb {

class FieldStream {
 public:
  /// `field` of the outermost object. `on_text` gets its text without escapes, in whole characters
  /// as far as the pieces hold them, each piece once.
  FieldStream(std::string field, std::function<void(std::string_view)> on_text)
      : field_(std::move(field)), on_text_(std::move(on_text)) {}

  /// Takes the next bytes, in any chunking. What is not JSON yields nothing or nonsense, no
  /// failure.
  void feed(std::string_view bytes);

 private:
  void take_outside(char c);
  void take_inside(char c);
  void take_escape(char c);
  void add_code_unit(unsigned unit);
  void add(std::string_view text);
  void flush();

  std::string field_;
  std::function<void(std::string_view)> on_text_;
  std::size_t depth_ = 0;
  bool is_key_next_ = false;  ///< A string here, in the outermost object, is a key.
  bool is_in_string_ = false;
  bool is_key_ = false;     ///< The string at hand is a key.
  bool is_wanted_ = false;  ///< The string at hand is the field's text.
  int escape_digits_ = -1;  ///< -1: none; 0: after a backslash; 1 to 4: inside \uXXXX.
  unsigned code_unit_ = 0;
  unsigned high_surrogate_ = 0;
  std::string key_;
  std::string pending_;
};

}  // namespace askdb
