# ./dev bench: every benchmark, or those whose name matches.

run_bench() {
  need build bench
  build_web
  build_preset bench
  local program
  for program in build/bench/tests/bench/*_bench; do
    "$program" --benchmark_filter="${1:-.}" --benchmark_color=false 2>/dev/null |
      grep -v '^Run on\|^CPU Caches\|^  L[0-9]\|^Load Average\|^\*\*\*WARNING' || true
  done
}
