# ./dev test and ./dev fuzz.

run_tests() {
  local preset=dev
  case ${1:-} in
    --asan) preset=asan; shift ;;
    --tsan) preset=tsan; shift ;;
  esac
  need build test
  build_web
  build_preset "$preset"
  say "running the tests ($preset)"
  # Address space randomisation with many bits confuses gcc 12's thread sanitizer.
  local runner=()
  if [ "$preset" = tsan ] && setarch -R true 2>/dev/null; then runner=(setarch -R); fi
  # The server that the page is tested with heeds what the preset says, too.
  TSAN_OPTIONS=$(sed -nE 's/.*"TSAN_OPTIONS": "([^"]+)".*/\1/p' CMakePresets.json)
  TSAN_OPTIONS=${TSAN_OPTIONS//'${sourceDir}'/$root}
  export TSAN_OPTIONS
  "${runner[@]}" ctest --preset "$preset" --parallel "$(nproc)" ${1:+-R "$1"} --no-tests=error
  [ $# -gt 0 ] || test_web "$preset"
}

run_fuzz() {
  local seconds=${1:-60} target name
  need build fuzz
  build_preset fuzz
  for target in build/fuzz/tests/fuzz/*_fuzz; do
    name=$(basename "$target")
    mkdir -p "$state/corpus/$name"
    local seeds=()
    [ ! -d "tests/fuzz/corpus/$name" ] || seeds=("tests/fuzz/corpus/$name")
    quietly "fuzzing $name for $seconds s" "$state/$name.log" \
      "$target" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="$state/$name-" "$state/corpus/$name" "${seeds[@]}"
    grep -E 'stat::number_of_executed_units' "$state/$name.log" | sed "s/^/  $name /"
  done
}
