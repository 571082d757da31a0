# ./dev bench: every benchmark, or those whose name matches.

run_bench() {
  need build bench
  build_web
  build_preset release
  # The benchmarks are built beside the program, from the same objects.
  if ! grep -qs '^ASKDB_BUILD_BENCH:BOOL=ON' build/release/CMakeCache.txt; then
    quietly "configuring the benchmarks" "$state/configure-bench.log" cmake --preset bench
    build_preset release
  fi
  local program
  for program in build/release/tests/bench/*_bench; do
    "$program" --benchmark_filter="${1:-.}" --benchmark_color=false 2>/dev/null |
      grep -v '^Run on\|^CPU Caches\|^  L[0-9]\|^Load Average\|^\*\*\*WARNING' || true
  done
  case ${1:-.} in .|*link*) bench_recall ;; esac
}

# How much of what gold queries read is linked among 9,000 tables. The questions are not part of askdb:
# ASKDB_QUESTIONS names a folder with questions.json and the folder database/ (docs/schema-size.md).
bench_recall() {
  local data=${ASKDB_QUESTIONS:-}
  if [ ! -f "$data/questions.json" ] || [ ! -d "$data/database" ]; then
    say "recall is not measured: set ASKDB_QUESTIONS (docs/schema-size.md)"
    return
  fi
  local recall=(build/release/tests/bench/link_recall "$data/database" "$data/questions.json" docs/evaluation-holdout.txt)
  "${recall[@]}"
  "${recall[@]}" --varied
}
