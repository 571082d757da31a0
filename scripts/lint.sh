#!/usr/bin/env bash
# House rules that a compiler does not check. Exits 1 when one is broken.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
state=$root/.dev
. scripts/lib.sh
. scripts/packages.sh
. scripts/web.sh
failures=0
broken() { printf '%s\n' "$*"; failures=$((failures + 1)); }

say "formatting"
sources | xargs -0 clang-format-14 --dry-run -Werror >/dev/null 2>"$state/format.log" ||
  broken "not formatted (./dev format): $(grep -oE '^[^:]+' "$state/format.log" | sort -u | head -n 5 | tr '\n' ' ')"

say "operands of co_await"
sources | xargs -0 perl scripts/lint_co_await.pl || failures=$((failures + 1))

say "file sizes"
while read -r lines file; do
  broken "$file: $lines lines; look for the second noun inside (300 at most)"
done < <(sources | xargs -0 wc -l | awk '$2 != "total" && $1 > 300')

need_duckdb
say "headers compile alone"
. scripts/lint_headers.sh
check_headers || failures=$((failures + 1))

if [ "${1:-}" != --quick ]; then
  say "clang-tidy"
  . scripts/lint_tidy.sh
  check_tidy || failures=$((failures + 1))

  say "the page"
  lint_web || failures=$((failures + 1))
fi
[ "$failures" = 0 ] && say "clean" || exit 1
