#include "sql/strict/tree.hpp"

#include <array>

#include "base/text.hpp"

namespace askdb::strict {
namespace {

template <Slot... kSlots>
std::span<const Slot> slots() {
  static constexpr std::array<Slot, sizeof...(kSlots)> kAll{kSlots...};
  return kAll;
}

}  // namespace

const Node* Node::child(Slot slot) const {
  for (const Edge& edge : edges) {
    if (edge.slot == slot) return edge.child;
  }
  return nullptr;
}

std::vector<const Node*> Node::all(Slot slot) const {
  std::vector<const Node*> found;
  for (const Edge& edge : edges) {
    if (edge.slot == slot) found.push_back(edge.child);
  }
  return found;
}

// No default: a new kind without a decision does not compile.
std::span<const Slot> slots_of(Kind kind) {
  using enum Slot;
  switch (kind) {
    case Kind::kNumber:
    case Kind::kString:
    case Kind::kConstant:
    case Kind::kTyped:
    case Kind::kColumn:
    case Kind::kWord:
    case Kind::kTable:
      return {};
    case Kind::kStar:
    case Kind::kValues:
    case Kind::kTuple:
    case Kind::kArray:
    case Kind::kGrouping:
    case Kind::kUnnest:
    case Kind::kArrayJoin:
      return slots<kMember>();
    case Kind::kCall:
      return slots<kArgument, kParameter, kOrder, kFilter, kWindow, kLimit>();
    case Kind::kInterval:
    case Kind::kOperation:
    case Kind::kPrefix:
    case Kind::kField:
    case Kind::kAliased:
    case Kind::kNamedValue:
    case Kind::kOutput:
      return slots<kOperand>();
    case Kind::kTest:
      return slots<kOperand, kMember>();
    case Kind::kBetween:
      return slots<kOperand, kLow, kHigh>();
    case Kind::kIn:
      return slots<kOperand, kMember, kQuery>();
    case Kind::kLike:
      return slots<kOperand, kPattern, kEscape>();
    case Kind::kExists:
    case Kind::kQuantified:
    case Kind::kSubquery:
    case Kind::kNamedQuery:
    case Kind::kDerived:
      return slots<kQuery>();
    case Kind::kCase:
      return slots<kOperand, kMember, kElse>();
    case Kind::kWhen:
      return slots<kCondition, kResult>();
    case Kind::kCast:
      return slots<kOperand, kType>();
    case Kind::kType:
    case Kind::kTableCall:
      return slots<kArgument>();
    case Kind::kLambda:
      return slots<kBody>();
    case Kind::kSubscript:
      return slots<kOperand, kIndex>();
    case Kind::kPostfix:
      return slots<kOperand, kMember>();
    case Kind::kMatch:
      return slots<kMember, kPattern>();
    case Kind::kWindow:
      return slots<kPartition, kOrder, kFrame>();
    case Kind::kSortKey:
      return slots<kOperand, kMember>();
    case Kind::kQuery:
      return slots<kWith, kBody, kOrder, kLimitBy, kLimit, kOffset>();
    case Kind::kSelect:
      return slots<kOutput, kFrom, kPrewhere, kWhere, kGroup, kHaving, kQualify, kWindow>();
    case Kind::kSetOperation:
      return slots<kBody>();
    case Kind::kSources:
      return slots<kItem, kJoin>();
    case Kind::kJoin:
      return slots<kItem, kCondition>();
    case Kind::kSample:
      return slots<kItem, kSample>();
  }
  return {};
}

std::string dotted(const std::vector<std::string>& parts) { return join(parts, "."); }

}  // namespace askdb::strict
