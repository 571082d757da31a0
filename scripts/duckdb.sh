#!/usr/bin/env bash
# Fetches DuckDB, which Debian does not have: the library from the npm package of its Node
# bindings, the C header from the npm package of its older ones. Leaves
# .dev/duckdb/{include/duckdb.h,lib/libduckdb.so}. Quiet and quick when they are there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=1.4.4
bindings=1.4.4-r.3
header_digest=hEJJ5hyVF0VLj3dmOLpsWrQR0b3d4Ykqtygm6iUXjHJDDnSqg/USKxcb5qvNrOhFYPgktayU6dXCtgPqcmmpog==
case $(uname -m) in
  x86_64) machine=x64
    library_digest=Z59zpUIcZilHBmcZpmwfFwi6/OAnKlVQCE9/NGgZCFSqYeb+3ij5HQy26hp10GIiv3HxUQGId8HVs92x2jvckQ== ;;
  aarch64) machine=arm64
    library_digest=qF2/WhB+i+8is60RrpTY/5ZnywIUayuBiVXSuQ4rrRn1m1gvfKqPvjySbiDjYgQo/6OXu/fax0KC1gXnNWoLEA== ;;
  *) echo "DuckDB is not packaged for $(uname -m)" >&2; exit 1 ;;
esac
home=$root/.dev/duckdb
[ "$(cat "$home/stamp" 2>/dev/null)" != "$bindings" ] || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# unpacked PACKAGE DIGEST FILE: one file of a package whose SHA-512 (base64) is as expected.
unpacked() {
  (cd "$work" && npm pack --silent "$1" >name)
  local archive
  archive=$work/$(tail -n 1 "$work/name")
  if [ "$(openssl dgst -sha512 -binary "$archive" | openssl base64 -A)" != "$2" ]; then
    echo "the npm package $1 is not the one that was expected" >&2
    exit 1
  fi
  tar -xzf "$archive" -C "$work" "package/$3"
  rm "$archive"
}

unpacked "@duckdb/node-bindings-linux-$machine@$bindings" "$library_digest" libduckdb.so
unpacked "duckdb@$version" "$header_digest" src/duckdb/src/include/duckdb.h
mkdir -p "$home/include" "$home/lib"
mv "$work/package/libduckdb.so" "$home/lib/"
mv "$work/package/src/duckdb/src/include/duckdb.h" "$home/include/"
echo "$bindings" >"$home/stamp"
