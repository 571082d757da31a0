# Every header of src/ compiles when it is the only one included; warnings are errors.

check_headers() {
  local flags
  flags=(-std=c++20 -fsyntax-only -Wall -Wextra -Werror -Isrc -DBOOST_ASIO_SEPARATE_COMPILATION
    -DBOOST_BEAST_SEPARATE_COMPILATION -DBOOST_ASIO_NO_DEPRECATED
    "-I$state/duckdb/include"
    "-I$(dirname "$(find /usr/include -maxdepth 2 -name libpq-fe.h | head -n 1)")"
    "-I$(dirname "$(find /usr/include -maxdepth 2 -path "*mariadb/mysql.h" | head -n 1)")")
  git ls-files 'src/*.hpp' | grep -v '_impl\.hpp$' |
    xargs -P "$(nproc)" -I{} bash -c '
      printf "#include \"%s\"\n" "${1#src/}" | g++ "${@:2}" -x c++ - 2>"$0.$$" || {
        echo "$1 does not compile alone:"; head -n 5 "$0.$$"; rm -f "$0.$$"; exit 1; }
      rm -f "$0.$$"' "$state/header" {} "${flags[@]}"
}
