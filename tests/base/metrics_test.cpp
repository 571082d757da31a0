#include "base/metrics.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace askdb {
namespace {

TEST(Metrics, AreShownAsPrometheusReadsThem) {
  Metrics metrics;
  metrics.counter("b_total", "Things \\ of\ntwo lines.");
  metrics.gauge("a_open", "Open things.");
  metrics.histogram("c_seconds", "Times.", {0.1, 1});
  metrics.add("b_total", 2, {{"kind", "x\"y\\z\n"}, {"ok", "1"}});
  metrics.add("b_total", 0.5, {{"kind", "x\"y\\z\n"}, {"ok", "1"}});
  metrics.set("a_open", 7);
  metrics.add("a_open", -3);
  metrics.observe("c_seconds", 0.1);
  metrics.observe("c_seconds", 0.5);
  metrics.observe("c_seconds", 5);
  EXPECT_EQ(metrics.text(),
            "# HELP a_open Open things.\n"
            "# TYPE a_open gauge\n"
            "a_open 4\n"
            "# HELP b_total Things \\\\ of\\ntwo lines.\n"
            "# TYPE b_total counter\n"
            "b_total{kind=\"x\\\"y\\\\z\\n\",ok=\"1\"} 2.5\n"
            "# HELP c_seconds Times.\n"
            "# TYPE c_seconds histogram\n"
            "c_seconds_bucket{le=\"0.1\"} 1\n"
            "c_seconds_bucket{le=\"1\"} 2\n"
            "c_seconds_bucket{le=\"+Inf\"} 3\n"
            "c_seconds_sum 5.6\n"
            "c_seconds_count 3\n");
}

TEST(Metrics, MustBeAnnouncedAsWhatTheyAre) {
  Metrics metrics;
  metrics.counter("a_total", "A.");
  EXPECT_THROW(metrics.add("b_total"), std::logic_error);
  EXPECT_THROW(metrics.set("a_total", 1), std::logic_error);
  EXPECT_THROW(metrics.gauge("a_total", "A."), std::logic_error);
}

}  // namespace
}  // namespace askdb
