# ./dev demo: a bank with six databases, some answers, and the page.

demo() {
  local engine=sqlite face=page today data
  while [ $# -gt 0 ]; do
    case $1 in
      --postgres) engine=postgres ;;
      --once) face=none ;;
      --terminal) face=terminal ;;
      -*) fail "demo: $1 is unknown; there are --once, --terminal and --postgres" ;;
      *) break ;;
    esac
    shift
  done
  [ -t 0 ] || [ "$face" != page ] || face=none
  need build demo
  [ "$engine" = sqlite ] || need postgres
  build_web
  build_preset release askdb askdb_demo
  today=$(date +%F)
  data=$state/demo
  mkdir -p "$data"
  # Dates in the data go up to today, so it is made anew on another day.
  if [ "$engine" = sqlite ]; then
    if [ "$(cat "$data/stamp" 2>/dev/null)" != "$today" ]; then
      quietly "making the demo bank" "$state/demo.log" \
        build/release/askdb_demo --sqlite "$data" --today "$today"
      echo "$today" >"$data/stamp"
    fi
  else
    . scripts/postgres.sh
    trap stop_postgres EXIT
    start_postgres
    export POSTGRES_HOST=127.0.0.1 POSTGRES_PORT=$pg_port POSTGRES_USER=postgres
    export POSTGRES_PASSWORD=$PGPASSWORD
    if [ "$(cat "$pg_home/stamp" 2>/dev/null)" != "$today" ]; then
      quietly "making the demo bank in PostgreSQL" "$state/demo.log" \
        build/release/askdb_demo --postgres "postgresql://postgres@127.0.0.1:$pg_port/postgres" --today "$today"
      echo "$today" >"$pg_home/stamp"
    fi
  fi
  export ASKDB_CACHE=${ASKDB_CACHE:-$state/cache} ASKDB_DATA=${ASKDB_DATA:-$state/data}
  local config=demo/askdb.yaml
  [ "$engine" = sqlite ] || config=demo/askdb-postgres.yaml
  local question questions=("$@") first=()
  if [ "$face" = terminal ] && [ $# = 0 ]; then
    build/release/askdb --config "$config" chat
    return
  fi
  [ $# -gt 0 ] || mapfile -t -n 3 questions <demo/starter_questions.txt
  for question in "${questions[@]}"; do
    printf '\n\033[1m> %s\033[0m\n' "$question"
    build/release/askdb --config "$config" ask "$question" || true
    first+=(--ask "$question")
  done
  [ "$face" = page ] && [ $# = 0 ] || return 0
  echo
  build/release/askdb --config "$config" serve "${first[@]}"
}
