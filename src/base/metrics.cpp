#include "base/metrics.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/assert.hpp"

namespace askdb {
namespace {

std::string shown(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

std::string escaped(std::string_view text, bool is_value) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '"' && is_value) {
      out += "\\\"";
    } else {
      out += c;
    }
  }
  return out;
}

/// `method="GET",status="200"`
std::string label_text(const Metrics::Labels& labels) {
  std::string text;
  for (const auto& [name, value] : labels) {
    if (!text.empty()) text += ',';
    text += name + "=\"" + escaped(value, true) + "\"";
  }
  return text;
}

std::string braced(const std::string& labels) { return labels.empty() ? "" : "{" + labels + "}"; }

}  // namespace

std::vector<double> Metrics::duration_bounds() {
  return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
}

void Metrics::announce(const std::string& name, Family family) {
  const std::lock_guard lock(mutex_);
  auto& known = families_[name];
  ASKDB_ASSERT(known.kind.empty() || known.kind == family.kind, "one name, one kind of metric");
  if (known.kind.empty()) known = std::move(family);
}

void Metrics::counter(const std::string& name, const std::string& meaning) {
  announce(name, {.kind = "counter", .meaning = meaning, .bounds = {}, .series = {}});
}

void Metrics::gauge(const std::string& name, const std::string& meaning) {
  announce(name, {.kind = "gauge", .meaning = meaning, .bounds = {}, .series = {}});
}

void Metrics::histogram(const std::string& name, const std::string& meaning,
                        std::vector<double> bounds) {
  announce(name,
           {.kind = "histogram", .meaning = meaning, .bounds = std::move(bounds), .series = {}});
}

Metrics::Series& Metrics::series(std::string_view name, std::string_view kind,
                                 const Labels& labels) {
  const auto found = families_.find(name);
  ASKDB_ASSERT(found != families_.end(), "a metric is announced before it is used");
  ASKDB_ASSERT(found->second.kind == kind || (kind == "counter" && found->second.kind == "gauge"),
               "a metric is used as what it was announced");
  auto& series = found->second.series[label_text(labels)];
  if (series.buckets.empty()) series.buckets.resize(found->second.bounds.size());
  return series;
}

void Metrics::add(std::string_view name, double amount, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  series(name, "counter", labels).value += amount;
}

void Metrics::set(std::string_view name, double value, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  series(name, "gauge", labels).value = value;
}

void Metrics::observe(std::string_view name, double value, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  auto& one = series(name, "histogram", labels);
  const auto& bounds = families_.find(name)->second.bounds;
  const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin();
  if (static_cast<std::size_t>(bucket) < one.buckets.size()) {
    ++one.buckets[static_cast<std::size_t>(bucket)];
  }
  one.value += value;
  ++one.count;
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const auto& [name, family] : families_) {
    out += "# HELP " + name + " " + escaped(family.meaning, false) + "\n";
    out += "# TYPE " + name + " " + family.kind + "\n";
    for (const auto& [labels, one] : family.series) {
      if (family.kind != "histogram") {
        out += name + braced(labels) + " " + shown(one.value) + "\n";
        continue;
      }
      const auto bucket = name + "_bucket{" + (labels.empty() ? "" : labels + ",") + "le=\"";
      std::uint64_t below = 0;
      for (std::size_t i = 0; i < family.bounds.size(); ++i) {
        below += one.buckets[i];
        out += bucket + shown(family.bounds[i]) + "\"} " + std::to_string(below) + "\n";
      }
      out += bucket + "+Inf\"} " + std::to_string(one.count) + "\n";
      out += name + "_sum" + braced(labels) + " " + shown(one.value) + "\n";
      out += name + "_count" + braced(labels) + " " + std::to_string(one.count) + "\n";
    }
  }
  return out;
}

}  // namespace askdb
