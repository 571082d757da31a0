# A PostgreSQL server of the checkout's own, for the demo: data in .dev/postgres, loopback only.

pg_bin=/usr/lib/postgresql/15/bin
pg_home=$state/postgres

# PostgreSQL refuses to run as root: then it runs as the user that its package made, who may pass
# through folders that belong to root, because the checkout may lie in one.
as_server() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --init-groups \
      --inh-caps=+dac_read_search --ambient-caps=+dac_read_search "$@"
  else
    "$@"
  fi
}

# Starts the server (once) and sets pg_port and PGPASSWORD.
start_postgres() {
  if [ ! -f "$pg_home/data/PG_VERSION" ]; then
    rm -rf "$pg_home"
    mkdir -p "$pg_home"
    [ "$(id -u)" != 0 ] || chown postgres: "$pg_home"
    (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$pg_home/password")
    quietly "creating a PostgreSQL server" "$state/initdb.log" \
      as_server "$pg_bin/initdb" -D "$pg_home/data" -U postgres -A scram-sha-256 \
      --pwfile="$pg_home/password" --encoding=UTF8 --locale=C.UTF-8
  fi
  PGPASSWORD=$(cat "$pg_home/password")
  export PGPASSWORD
  if as_server "$pg_bin/pg_ctl" -D "$pg_home/data" status >/dev/null 2>&1; then
    pg_port=$(sed -n 4p "$pg_home/data/postmaster.pid")
    return
  fi
  pg_port=$(free_port 54320 54399)
  quietly "starting PostgreSQL on 127.0.0.1:$pg_port" "$state/pg_ctl.log" \
    as_server "$pg_bin/pg_ctl" -D "$pg_home/data" -w -l "$pg_home/server.log" \
    -o "-p $pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start
}

stop_postgres() { as_server "$pg_bin/pg_ctl" -D "$pg_home/data" -m fast stop >/dev/null 2>&1 || true; }
