# A MariaDB server of the checkout's own, for the demo: data in .dev/mariadb, loopback only.

my_home=$state/mariadb
# A socket's path may have 107 bytes; that of a checkout may be longer.
my_run=

# MariaDB refuses to run as root: then it runs as nobody, who may pass through folders that belong
# to root, because the checkout may lie in one.
as_mariadb() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=nobody --regid=nogroup --clear-groups \
      --inh-caps=+dac_read_search --ambient-caps=+dac_read_search "$@"
  else
    "$@"
  fi
}

my_client() { mariadb --no-defaults --socket="$my_run/socket" --user=root "$@"; }

# Starts the server and sets my_port. Who asks is `askdb`, which may only read.
start_mariadb() {
  if [ ! -d "$my_home/data/mysql" ]; then
    rm -rf "$my_home"
    mkdir -p "$my_home/data" "$my_home/tmp"
    [ "$(id -u)" != 0 ] || chown -R nobody:nogroup "$my_home"
    quietly "creating a MariaDB server" "$state/mariadb-install.log" \
      as_mariadb mariadb-install-db --no-defaults --datadir="$my_home/data" --tmpdir="$my_home/tmp" \
      --auth-root-authentication-method=normal --skip-test-db
  fi
  my_run=$(mktemp -d)
  [ "$(id -u)" != 0 ] || chown nobody:nogroup "$my_run"
  my_port=$(free_port 33060 33099)
  say "starting MariaDB on 127.0.0.1:$my_port"
  as_mariadb /usr/sbin/mariadbd --no-defaults --datadir="$my_home/data" --tmpdir="$my_home/tmp" \
    --socket="$my_run/socket" --pid-file="$my_home/pid" --bind-address=127.0.0.1 --port="$my_port" \
    --innodb-buffer-pool-size=64M --skip-log-bin >"$my_home/server.log" 2>&1 </dev/null &
  my_pid=$!
  local tries
  for tries in $(seq 150); do
    my_client -e 'SELECT 1' >/dev/null 2>&1 && break
    kill -0 "$my_pid" 2>/dev/null || break
    sleep 0.2
  done
  my_client -e 'SELECT 1' >/dev/null 2>&1 || { tail -n 20 "$my_home/server.log" >&2; fail "MariaDB did not start"; }
  if [ ! -f "$my_home/password" ]; then
    (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$my_home/password")
  fi
  my_client -e "CREATE OR REPLACE USER askdb@127.0.0.1 IDENTIFIED BY '$(cat "$my_home/password")';
    GRANT SELECT, SHOW VIEW ON *.* TO askdb@127.0.0.1"
}

stop_mariadb() {
  [ -z "${my_pid:-}" ] || { kill "$my_pid" 2>/dev/null && wait "$my_pid"; } || true
  [ -z "$my_run" ] || rm -rf "$my_run"
}
