#!/usr/bin/env bash
# lint_tidy_one.sh UNIT: runs clang-tidy over a file that includes sources, unless it passed before
# with the same text in them and in their headers.
unit=$1
mapfile -t sources < <(grep -oE '^#include "[^"]+\.cpp"' "$unit" | cut -d'"' -f2)
key=$(cat "${sources[@]}" "${sources[@]/%.cpp/.hpp}" 2>/dev/null | sha256sum | cut -c1-32)-$TIDY_RULES
[ -e "$TIDY_STATE/$key" ] && exit 0
output=$(clang-tidy-14 -p build/dev --quiet --extra-arg=-Wno-unknown-warning-option "$unit" 2>/dev/null) &&
  ! grep -qE '(warning|error):' <<<"$output" && {
  touch "$TIDY_STATE/$key"
  exit 0
}
grep -E -A3 '(warning|error):' <<<"$output" | head -n 60
exit 1
