# Small parts that the commands of ./dev share.

say() { printf '\033[2m·\033[0m %s\n' "$*" >&2; }
fail() { printf 'dev: %s\n' "$*" >&2; exit 1; }

# quietly LABEL LOG COMMAND…: runs with output to a log, shows the log's end on failure.
quietly() {
  local label=$1 log=$2 start=$SECONDS
  shift 2
  say "$label"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    fail "failed: $label (the whole output: ${log#"$root/"})"
  fi
  [ $((SECONDS - start)) -lt 5 ] || say "  done in $((SECONDS - start)) s"
}

# free_port FIRST LAST: one that nobody listens on.
free_port() {
  local port
  for port in $(seq "$1" "$2"); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  fail "no free port between $1 and $2"
}

sources() { git ls-files -z --cached --others --exclude-standard -- 'src/*.[ch]pp' 'tests/*.[ch]pp' 'demo/*.[ch]pp' 'tools/*.[ch]pp'; }

need_duckdb() {
  [ ! -f "$state/duckdb/stamp" ] || return 0
  need_node
  quietly "fetching DuckDB" "$state/duckdb.log" scripts/duckdb.sh
}

# build_preset PRESET [TARGET…]
build_preset() {
  local preset=$1
  shift
  need_duckdb
  if [ ! -f "build/$preset/build.ninja" ]; then
    quietly "configuring $preset" "$state/configure-$preset.log" cmake --preset "$preset"
  fi
  quietly "building $preset" "$state/build-$preset.log" cmake --build "build/$preset" --target "${@:-all}"
}
