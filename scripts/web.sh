# The page: web/ is built into web/dist, which CMake puts into the program.

# Node 20 and npm 10 or newer; those that are there already serve. Debian's are older (its npm 9
# cannot read the page's lock file, Playwright refuses its Node 18), so newer ones are put into
# .dev/node with them.
need_node() {
  local tools=$state/node/node_modules
  [ ! -d "$tools" ] || PATH=$tools/.bin:$PATH
  if is_at_least 20 node --version && is_at_least 10 npm --version; then return; fi
  command -v npm >/dev/null || need web
  mkdir -p "$state/node"
  echo '{}' >"$state/node/package.json"
  local machine=x64
  [ "$(uname -m)" != aarch64 ] || machine=arm64
  quietly "installing Node 20 and npm 10" "$state/node.log" \
    npm --prefix "$state/node" install "node-linux-$machine@20.19.5" npm@10.9.2
  PATH=$tools/.bin:$PATH
  is_at_least 20 node --version && is_at_least 10 npm --version ||
    fail "Node 20 and npm 10 are needed and could not be installed"
}

# is_at_least MAJOR COMMAND…: whether the version that it prints is as new.
is_at_least() {
  local wanted=$1 version
  shift
  version=$("$@" 2>/dev/null) || return 1
  version=${version#v}
  [ "${version%%.*}" -ge "$wanted" ]
}

# web_packages MODE: installs the page's libraries; "run" leaves out what only tests and lint use.
web_packages() {
  local mode=$1 wanted
  wanted=$(sha256sum <web/package-lock.json | cut -c1-32)
  case "$(cat "$state/web-packages" 2>/dev/null)" in
    "$wanted all" | "$wanted $mode") [ ! -d web/node_modules ] || return 0 ;;
  esac
  local omit=()
  [ "$mode" = all ] || omit=(--omit=dev)
  quietly "installing the page's libraries" "$state/npm.log" npm --prefix web ci "${omit[@]}"
  echo "$wanted $mode" >"$state/web-packages"
}

# Builds web/dist when its sources have changed.
build_web() {
  local stamp
  stamp=$(find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' \
    -not -path 'web/e2e/*' -not -path 'web/mock/*' -not -name '*.test.ts' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-32)
  [ "$(cat "$state/web-stamp" 2>/dev/null)" != "$stamp" ] || [ ! -f web/dist/index.html ] || return 0
  need_node
  web_packages run
  quietly "building the page" "$state/web.log" npm --prefix web run build
  echo "$stamp" >"$state/web-stamp"
}

# with_server PRESET COMMAND…: runs it while that build's askdb serves the demo bank at $ASKDB_URL.
with_server() {
  local preset=$1 folder server status=0
  shift
  folder=$(mktemp -d)
  : >"$folder/log"
  "build/$preset/askdb_demo" --sqlite "$state/demo" --today "$(date +%F)" >/dev/null
  date +%F >"$state/demo/stamp"
  ASKDB_DATA=$folder ASKDB_CACHE=$folder "build/$preset/askdb" --config demo/askdb.yaml \
    serve --port 0 >"$folder/log" 2>&1 </dev/null &
  server=$!
  while kill -0 $server 2>/dev/null && ! grep -q 'http://' "$folder/log"; do sleep 0.1; done
  ASKDB_URL=$(grep -oE 'http://[0-9.:]+' "$folder/log") "$@" || status=$?
  kill $server && wait $server || status=$?
  [ $status = 0 ] || cat "$folder/log"
  rm -rf "$folder"
  return $status
}

# test_web PRESET: the page's state in Node, then the whole of it in Chromium, before a server that
# plays every part, and before the real one.
test_web() {
  local preset=$1
  need_node
  need web_test
  web_packages all
  quietly "testing the page's state" "$state/web-test.log" npm --prefix web test
  quietly "testing the page in Chromium" "$state/web-e2e.log" timeout 600 npm --prefix web run e2e
  mkdir -p "$state/demo"
  quietly "testing the page in Chromium with askdb" "$state/web-real.log" \
    with_server "$preset" timeout 300 npm --prefix web run e2e
}

lint_web() {
  need_node
  web_packages all
  npm --prefix web run --silent lint >"$state/web-lint.log" 2>&1 || {
    tail -n 30 "$state/web-lint.log"
    return 1
  }
}
