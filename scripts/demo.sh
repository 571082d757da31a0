# ./dev demo: a bank with six databases, and a session with it.

demo() {
  local engine=sqlite today data
  if [ "${1:-}" = --postgres ]; then engine=postgres; shift; fi
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
  export ASKDB_CACHE=${ASKDB_CACHE:-$state/cache}
  local config=demo/askdb.yaml
  [ "$engine" = sqlite ] || config=demo/askdb-postgres.yaml
  if [ $# -gt 0 ]; then
    local question
    for question in "$@"; do build/release/askdb --config "$config" ask "$question"; done
  elif [ -t 0 ]; then
    build/release/askdb --config "$config" chat
  else
    build/release/askdb --config "$config" chat <demo/starter_questions.txt
  fi
}
