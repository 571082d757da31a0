#!/bin/sh
# lint_co_await_test.sh SOURCE_DIR
lint="$1/scripts/lint_co_await.pl"
file=$(mktemp --suffix=.cpp)
trap 'rm -f "$file"' EXIT
expect() { # expect good|bad CODE
  printf '%s\n' "$2" >"$file"
  if perl "$lint" "$file" >/dev/null; then got=good; else got=bad; fi
  [ "$got" = "$1" ] || { echo "expected $1: $2"; exit 1; }
}
expect good 'auto rows = co_await source.run(std::move(sql), limits); if (a) { b(); }'
expect good 'co_await (std::move(a) || std::move(b));'
expect good 'if (auto r = co_await f(x)) { g(); }'
expect good '// co_await f({1, 2})'
expect good 'auto s = co_await f(list[0], "a ? b : {c}");'
expect bad 'auto rows = co_await source.run(sql, {.max_rows = 3});'
expect bad 'co_await run_blocking(pool, [&] { return 1; });'
expect bad 'co_await f(a ? b : c);'
expect bad 'co_await
  f(x, Limits{});'
