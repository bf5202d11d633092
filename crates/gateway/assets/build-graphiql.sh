#!/bin/sh
# Build GraphiQL as three static files that load nothing from other hosts.
#
# GraphiQL 4 is the last version whose editor is CodeMirror; version 5 brings Monaco, several times
# as large and with workers of its own. Needs Node.js 20 and npm. Run it from anywhere:
#     crates/gateway/assets/build-graphiql.sh
set -eu

here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cd "$scratch"
cp "$here/graphiql/package.json" "$here/graphiql/package-lock.json" .
cp -r "$here/graphiql/source" source
# esbuild needs no install script where the platform's package is there.
npm ci --ignore-scripts --no-audit --no-fund

node node_modules/esbuild/bin/esbuild source/main.jsx \
  --bundle --minify --format=iife --target=es2020,chrome100,firefox100,safari15.4 \
  --jsx=automatic --define:process.env.NODE_ENV='"production"' \
  --loader:.woff2=dataurl --legal-comments=none \
  --outfile=out/graphiql.js

# The fonts of GraphiQL's style are left out: those of the reader's system do as well.
node source/without-fonts.mjs out/graphiql.css
node source/licences.mjs > out/LICENCES.txt
cp out/graphiql.js out/graphiql.css out/LICENCES.txt "$here/graphiql/"
ls -l "$here/graphiql"
