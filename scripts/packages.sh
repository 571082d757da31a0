# What askdb needs from Debian 12, by purpose.

packages_build="g++ cmake ninja-build ccache pkg-config libboost1.81-dev libboost-json1.81-dev
  libboost-url1.81-dev libssl-dev libpq-dev libpg-query-dev libprotobuf-c-dev libsqlite3-dev
  libyaml-cpp-dev libspdlog-dev libfmt-dev libcli11-dev libedit-dev zlib1g-dev libstemmer-dev wordnet-base
  libxlsxwriter-dev libmariadb-dev"
packages_demo="ca-certificates"
packages_test="libgtest-dev libgmock-dev postgresql-15 sqlite3 mariadb-server-core mariadb-client-core clickhouse-server"
packages_postgres="postgresql-15"
packages_mariadb="mariadb-server-core mariadb-client-core"
packages_bench="libbenchmark-dev postgresql-15"
packages_lint="clang-format-14 clang-tidy-14 clang-14 perl"
packages_fuzz="clang-14 libclang-rt-14-dev"
packages_web="nodejs npm ca-certificates openssl"
packages_web_test="chromium"

# need PURPOSE…: installs what is missing.
need() {
  local purpose package missing=() variable
  for purpose in "$@"; do
    variable=packages_$purpose
    for package in ${!variable}; do
      dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
        missing+=("$package")
    done
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "these packages are missing and need root: ${missing[*]}"
    as_root=(sudo)
    say "root is needed to install packages; sudo may ask for your password"
  fi
  quietly "updating the package lists" "$state/apt-update.log" "${as_root[@]}" apt-get update
  # Another installation, such as Debian's own upgrades in the background, is waited for.
  quietly "installing ${#missing[@]} packages: ${missing[*]}" "$state/apt-install.log" \
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "${missing[@]}"
}
