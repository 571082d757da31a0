# clang-tidy over every source file whose content, headers or rules changed since it last passed.

check_tidy() {
  [ -f build/dev/build.ninja ] || cmake --preset dev >"$state/configure-dev.log" 2>&1 || return 1
  # Generated sources must exist before they can be read.
  if grep -q '^build generated:' build/dev/build.ninja; then ninja -C build/dev generated >/dev/null; fi
  mkdir -p "$state/tidy"
  local rules
  rules=$(sha256sum .clang-tidy CMakePresets.json | sha256sum | cut -c1-16)
  git ls-files 'src/*.cpp' 'demo/*.cpp' | TIDY_STATE=$state/tidy TIDY_RULES=$rules \
    xargs -P "$(nproc)" -n 1 bash scripts/lint_tidy_one.sh
}
