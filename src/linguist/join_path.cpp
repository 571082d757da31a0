#include "linguist/join_path.hpp"

#include <algorithm>
#include <limits>
#include <queue>

namespace askdb::linguist {

namespace {

constexpr double kFar = 1e9;
constexpr short kNoWay = 10'000;

}  // namespace

JoinGraph::JoinGraph(const SchemaIndex& schema) : schema_(schema), count_(schema.table_count()) {
  incident_.resize(static_cast<std::size_t>(count_));
  for (std::size_t e = 0; e < schema.edges().size(); ++e) {
    const auto& edge = schema.edges()[e];
    if (edge.from.table == edge.to.table) continue;
    incident_[static_cast<std::size_t>(edge.from.table)].push_back(static_cast<int>(e));
    incident_[static_cast<std::size_t>(edge.to.table)].push_back(static_cast<int>(e));
  }
  distance_.assign(static_cast<std::size_t>(count_),
                   std::vector<short>(static_cast<std::size_t>(count_), kNoWay));
  for (int start = 0; start < count_; ++start) {
    auto& row = distance_[static_cast<std::size_t>(start)];
    row[static_cast<std::size_t>(start)] = 0;
    std::queue<int> open;
    open.push(start);
    while (!open.empty()) {
      const int here = open.front();
      open.pop();
      for (const int e : incident_[static_cast<std::size_t>(here)]) {
        const auto& edge = schema.edges()[static_cast<std::size_t>(e)];
        const int other = edge.from.table == here ? edge.to.table : edge.from.table;
        auto& known = row[static_cast<std::size_t>(other)];
        if (known != kNoWay) continue;
        known = static_cast<short>(row[static_cast<std::size_t>(here)] + 1);
        open.push(other);
      }
    }
  }
}

int JoinGraph::distance(int a, int b) const {
  return distance_[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
}

const Edge* JoinGraph::edge_to_parent(int child, int parent) const {
  const Edge* best = nullptr;
  for (const int e : incident_[static_cast<std::size_t>(child)]) {
    const auto& edge = schema_.edges()[static_cast<std::size_t>(e)];
    if (edge.from.table != child || edge.to.table != parent) continue;
    if (best == nullptr || edge.cost < best->cost) best = &edge;
  }
  return best;
}

bool JoinGraph::is_ancestor(int child, int parent) const {
  if (child == parent) return false;
  std::vector<char> seen(static_cast<std::size_t>(count_), 0);
  std::vector<int> open{child};
  while (!open.empty()) {
    const int here = open.back();
    open.pop_back();
    for (const int e : incident_[static_cast<std::size_t>(here)]) {
      const auto& edge = schema_.edges()[static_cast<std::size_t>(e)];
      if (edge.from.table != here || seen[static_cast<std::size_t>(edge.to.table)] != 0) continue;
      if (edge.to.table == parent) return true;
      seen[static_cast<std::size_t>(edge.to.table)] = 1;
      open.push_back(edge.to.table);
    }
  }
  return false;
}

JoinTree JoinGraph::connect(const std::vector<int>& terminals,
                            const std::vector<ColumnRef>& preferred) const {
  JoinTree tree;
  if (terminals.empty()) return tree;
  std::vector<int> ends(
      terminals.begin(),
      terminals.begin() + static_cast<long>(std::min<std::size_t>(terminals.size(), 6)));
  const auto n = static_cast<std::size_t>(count_);
  const auto cost_of = [&](const Edge& edge) {
    double cost = edge.cost;
    for (const auto& column : preferred) {
      if (edge.from == column || edge.to == column) cost -= 0.2;
    }
    return cost;
  };
  if (ends.size() == 1) {
    tree.tables = ends;
    return tree;
  }
  // best[S][v]: cheapest tree that holds the terminals of S and v. It is either two trees that
  // meet in v, or a tree at a neighbour plus one edge. `step` remembers which, to walk back.
  const std::size_t sets = std::size_t{1} << ends.size();
  struct Step {
    int subset = -1;  // Two trees meet: one of them.
    int edge = -1;    // Or: came along this edge.
  };
  std::vector<std::vector<double>> best(sets, std::vector<double>(n, kFar));
  std::vector<std::vector<Step>> step(sets, std::vector<Step>(n));
  for (std::size_t i = 0; i < ends.size(); ++i) {
    best[std::size_t{1} << i][static_cast<std::size_t>(ends[i])] = 0;
  }
  for (std::size_t set = 1; set < sets; ++set) {
    for (std::size_t sub = (set - 1) & set; sub > 0; sub = (sub - 1) & set) {
      if (sub < (set ^ sub)) break;
      for (std::size_t v = 0; v < n; ++v) {
        const double cost = best[sub][v] + best[set ^ sub][v];
        if (cost < best[set][v]) {
          best[set][v] = cost;
          step[set][v] = {static_cast<int>(sub), -1};
        }
      }
    }
    using Entry = std::pair<double, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    for (std::size_t v = 0; v < n; ++v) {
      if (best[set][v] < kFar) open.push({best[set][v], static_cast<int>(v)});
    }
    while (!open.empty()) {
      const auto [cost, here] = open.top();
      open.pop();
      if (cost > best[set][static_cast<std::size_t>(here)]) continue;
      for (const int e : incident_[static_cast<std::size_t>(here)]) {
        const auto& edge = schema_.edges()[static_cast<std::size_t>(e)];
        const int other = edge.from.table == here ? edge.to.table : edge.from.table;
        const double next = cost + cost_of(edge);
        if (next + 1e-9 < best[set][static_cast<std::size_t>(other)]) {
          best[set][static_cast<std::size_t>(other)] = next;
          step[set][static_cast<std::size_t>(other)] = {-1, e};
          open.push({next, other});
        }
      }
    }
  }
  tree.cost = best[sets - 1][static_cast<std::size_t>(ends[0])];
  if (tree.cost >= kFar) {
    tree.is_connected = false;
    tree.tables = ends;
    return tree;
  }
  std::vector<int> chosen;
  std::vector<std::pair<std::size_t, int>> open{{sets - 1, ends[0]}};
  while (!open.empty()) {
    const auto [set, v] = open.back();
    open.pop_back();
    const auto& way = step[set][static_cast<std::size_t>(v)];
    if (way.subset >= 0) {
      open.push_back({static_cast<std::size_t>(way.subset), v});
      open.push_back({set ^ static_cast<std::size_t>(way.subset), v});
    } else if (way.edge >= 0) {
      chosen.push_back(way.edge);
      const auto& edge = schema_.edges()[static_cast<std::size_t>(way.edge)];
      open.push_back({set, edge.from.table == v ? edge.to.table : edge.from.table});
    }
  }
  tree.tables.push_back(ends[0]);
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  while (!chosen.empty()) {
    bool has_grown = false;
    for (std::size_t i = 0; i < chosen.size() && !has_grown; ++i) {
      const auto& edge = schema_.edges()[static_cast<std::size_t>(chosen[i])];
      const bool has_from =
          std::find(tree.tables.begin(), tree.tables.end(), edge.from.table) != tree.tables.end();
      const bool has_to =
          std::find(tree.tables.begin(), tree.tables.end(), edge.to.table) != tree.tables.end();
      if (!has_from && !has_to) continue;
      if (has_from != has_to) {
        tree.tables.push_back(has_from ? edge.to.table : edge.from.table);
        tree.edges.push_back(edge);
      }
      chosen.erase(chosen.begin() + static_cast<long>(i));
      has_grown = true;
    }
    if (!has_grown) break;
  }
  return tree;
}

}  // namespace askdb::linguist
