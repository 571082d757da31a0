#pragma once

/// Which language a question is in, guessed from its words.

#include <string>
#include <string_view>

namespace askdb {

/// A BCP 47 tag: "en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", or by script "ru", "el",
/// "ja", "zh", "ko", "ar", "he", "hi", "th". English when nothing speaks for another language.
std::string guess_language(std::string_view text);

/// "German" for "de", for prompts; the tag itself when it is not known.
std::string_view language_name(std::string_view tag);

}  // namespace askdb
