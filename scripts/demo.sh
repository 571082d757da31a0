# ./dev demo: a bank with six databases, some answers, and the page.

# make_data FOLDER OPTION…: writes the bank unless FOLDER's stamp says that it is of today: dates in
# the data go up to it.
make_data() {
  local folder=$1
  shift
  mkdir -p "$folder"
  [ "$(cat "$folder/stamp" 2>/dev/null)" != "$today" ] || return 0
  quietly "making the demo bank" "$state/demo.log" build/release/askdb_demo "$@" --today "$today"
  echo "$today" >"$folder/stamp"
}

start_demo_postgres() {
  . scripts/postgres.sh
  trap stop_servers EXIT
  start_postgres
  export POSTGRES_HOST=127.0.0.1 POSTGRES_PORT=$pg_port POSTGRES_USER=postgres
  export POSTGRES_PASSWORD=$PGPASSWORD
  pg_url=postgresql://postgres@127.0.0.1:$pg_port/postgres
}

# Two databases on each of PostgreSQL, MariaDB and DuckDB (Parquet files).
make_mixed() {
  start_demo_postgres
  make_data "$pg_home" --postgres "$pg_url"
  . scripts/mariadb.sh
  start_mariadb
  export MARIADB_PORT=$my_port MARIADB_PASSWORD
  MARIADB_PASSWORD=$(cat "$my_home/password")
  make_data "$state/mysql" --mysql "$state/mysql" --only accounts_db,insurance_db
  if [ "$(cat "$state/mysql/loaded" 2>/dev/null)" != "$today" ]; then
    quietly "loading MariaDB" "$state/mariadb-load.log" load_mariadb
    echo "$today" >"$state/mysql/loaded"
  fi
  make_data "$state/parquet" --parquet "$state/parquet" --only loans_db,compliance_db
}

load_mariadb() {
  local file
  for file in "$state"/mysql/*.mysql.sql; do my_client <"$file"; done
}

stop_servers() {
  stop_postgres
  if declare -F stop_mariadb >/dev/null; then stop_mariadb; fi
}

demo() {
  local engine=sqlite face=page today data
  while [ $# -gt 0 ]; do
    case $1 in
      --postgres) engine=postgres ;;
      --mixed) engine=mixed ;;
      --once) face=none ;;
      --terminal) face=terminal ;;
      -*) fail "demo: $1 is unknown; there are --once, --terminal, --postgres and --mixed" ;;
      *) break ;;
    esac
    shift
  done
  [ -t 0 ] || [ "$face" != page ] || face=none
  need build demo
  [ "$engine" = sqlite ] || need postgres
  [ "$engine" != mixed ] || need mariadb
  build_web
  build_preset release askdb askdb_demo
  today=$(date +%F)
  data=$state/demo
  case $engine in
    sqlite) make_data "$data" --sqlite "$data" ;;
    postgres) start_demo_postgres && make_data "$pg_home" --postgres "$pg_url" ;;
    mixed) make_mixed ;;
  esac
  export ASKDB_CACHE=${ASKDB_CACHE:-$state/cache} ASKDB_DATA=${ASKDB_DATA:-$state/data}
  local config=demo/askdb-$engine.yaml
  [ "$engine" != sqlite ] || config=demo/askdb.yaml
  local question questions=("$@") first=()
  if [ "$face" = terminal ] && [ $# = 0 ]; then
    build/release/askdb --config "$config" chat
    return
  fi
  [ $# -gt 0 ] || mapfile -t -n 3 questions <demo/knowledge/starter_questions.txt
  for question in "${questions[@]}"; do
    printf '\n\033[1m> %s\033[0m\n' "$question"
    build/release/askdb --config "$config" ask "$question" || true
    first+=(--ask "$question")
  done
  [ "$face" = page ] && [ $# = 0 ] || return 0
  echo
  build/release/askdb --config "$config" serve "${first[@]}"
}
