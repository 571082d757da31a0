#!/usr/bin/env bash
# lint_tidy_one.sh FILE: runs clang-tidy unless the same text passed before.
file=$1
key=$(cat "$file" "${file%.cpp}.hpp" 2>/dev/null | sha256sum | cut -c1-32)-$TIDY_RULES
[ -e "$TIDY_STATE/$key" ] && exit 0
output=$(clang-tidy-14 -p build/dev --quiet --extra-arg=-Wno-unknown-warning-option "$file" 2>/dev/null) && ! grep -qE '(warning|error):' <<<"$output" && {
  touch "$TIDY_STATE/$key"
  exit 0
}
grep -E -A3 '(warning|error):' <<<"$output" | head -n 30
exit 1
