# clang-tidy over every source whose text, header or rules changed since it last passed. It reads
# sources as they are compiled, several as one, so that the libraries' headers are read once for all.

check_tidy() {
  [ -f build/dev/build.ninja ] || cmake --preset dev >"$state/configure-dev.log" 2>&1 || return 1
  # Generated sources must exist before they can be read.
  cmake --build build/dev --target generated >"$state/generated.log" 2>&1 || return 1
  mkdir -p "$state/tidy"
  local rules
  rules=$(sha256sum .clang-tidy CMakePresets.json | sha256sum | cut -c1-16)
  grep -oE "\"file\": \"$root/build/dev/(src|demo)/[^\"]+\"" build/dev/compile_commands.json |
    cut -d'"' -f4 | grep -v /embedded/ | TIDY_STATE=$state/tidy TIDY_RULES=$rules \
    xargs -P "$(nproc)" -n 1 bash scripts/lint_tidy_one.sh
}
