#pragma once

/// Makers of options by what they hold. `get` is a function `Draft& -> T&`: the place of the
/// setting, from which its default is read too, so that no default is written twice.
/// Private to the files that list options.

#include <charconv>
#include <string>
#include <type_traits>
#include <utility>

#include "base/text.hpp"
#include "config/option.hpp"

namespace askdb::config {

// What a template moves into an option only looks copied.
// NOLINTBEGIN(performance-unnecessary-value-param)

template <class Number>
bool parse_number(std::string_view text, Number& value) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() && end == text.data() + text.size();
}

inline std::string shown(const std::string& text) { return text; }
inline std::string shown(bool value) { return value ? "true" : "false"; }
inline std::string shown(double value) {
  std::string text(32, '\0');
  text.resize(static_cast<std::size_t>(
      std::to_chars(text.data(), text.data() + text.size(), value).ptr - text.data()));
  return text;
}

/// A whole number, or a duration counted in its own unit.
template <class Get>
Option whole(std::string key, std::string variable, long long low, long long high,
             std::string meaning, Get get) {
  constexpr auto kCount = [](auto& value) -> long long {
    if constexpr (requires { value.count(); }) {
      return value.count();
    } else {
      return static_cast<long long>(value);
    }
  };
  Draft defaults;
  return {.key = std::move(key),
          .variable = std::move(variable),
          .kind = "a whole number from " + std::to_string(low) + " to " + std::to_string(high),
          .fallback = std::to_string(kCount(get(defaults))),
          .meaning = std::move(meaning),
          .is_number = true,
          .apply = [low, high, get](Draft& draft, const std::string& text) {
            long long value = 0;
            if (!parse_number(text, value) || value < low || value > high) return false;
            get(draft) = std::remove_cvref_t<decltype(get(draft))>(value);
            return true;
          }};
}

template <class Get>
Option decimal(std::string key, std::string variable, std::string meaning, Get get) {
  Draft defaults;
  return {.key = std::move(key),
          .variable = std::move(variable),
          .kind = "a number above 0",
          .fallback = shown(get(defaults)),
          .meaning = std::move(meaning),
          .is_number = true,
          .apply = [get](Draft& draft, const std::string& text) {
            double value = 0;
            // The comparison is false for NaN as well.
            if (!parse_number(text, value) || !(value > 0)) return false;
            get(draft) = value;
            return true;
          }};
}

template <class Get>
Option text(std::string key, std::string variable, std::string kind, std::string meaning, Get get) {
  Draft defaults;
  return {.key = std::move(key),
          .variable = std::move(variable),
          .kind = std::move(kind),
          .fallback = get(defaults),
          .meaning = std::move(meaning),
          .apply = [get](Draft& draft, const std::string& value) {
            get(draft) = value;
            return true;
          }};
}

/// A list, written with commas between its parts.
template <class Get>
Option names(std::string key, std::string variable, std::string kind, std::string meaning,
             Get get) {
  return {.key = std::move(key),
          .variable = std::move(variable),
          .kind = std::move(kind),
          .fallback = {},
          .meaning = std::move(meaning),
          .apply = [get](Draft& draft, const std::string& value) {
            auto& list = get(draft);
            list.clear();
            for (const auto part : split(value, ',')) {
              if (!trim(part).empty()) list.emplace_back(trim(part));
            }
            return true;
          }};
}

template <class Get>
Option path(std::string key, std::string variable, std::string meaning, Get get) {
  auto option = text(std::move(key), std::move(variable), "a path", std::move(meaning), get);
  option.is_path = true;
  return option;
}

/// true/1/yes/on and false/0/no/off: the spellings that the seeds and YAML know.
template <class Get>
Option flag(std::string key, std::string variable, std::string meaning, Get get) {
  Draft defaults;
  return {.key = std::move(key),
          .variable = std::move(variable),
          .kind = "true or false",
          .fallback = shown(get(defaults)),
          .meaning = std::move(meaning),
          .apply = [get](Draft& draft, const std::string& value) {
            for (const auto* yes : {"true", "1", "yes", "on"}) {
              if (iequals(value, yes)) return get(draft) = true, true;
            }
            for (const auto* no : {"false", "0", "no", "off"}) {
              if (iequals(value, no)) return get(draft) = false, true;
            }
            return false;
          }};
}

template <class E, class Get>
Option choice(std::string key, std::string variable, std::string fallback, std::string meaning,
              Get get) {
  return {.key = std::move(key),
          .variable = std::move(variable),
          .kind = "one of " + described::enumerator_list(described::enumerator_names<E>()),
          .fallback = std::move(fallback),
          .meaning = std::move(meaning),
          .apply = [get](Draft& draft, const std::string& value) {
            bool is_known = false;
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto one) {
              if (!iequals(enumerator_name(one.name), value)) return;
              get(draft) = one.value;
              is_known = true;
            });
            return is_known;
          }};
}

// NOLINTEND(performance-unnecessary-value-param)

}  // namespace askdb::config
