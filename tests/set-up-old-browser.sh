#!/bin/sh
# Fetches Chromium 83, the oldest browser that readers come with, below .bench/, and checks that it is the file we mean.
# Says loudly when it cannot; the tests then say that they did not run in it.
set -u
folder="$(dirname "$0")/../.bench/chromium-83"
package="chrome-aws-lambda@3.1.1"
known="10b655ef524dc8604ce8c77da3307b963b444cf182f39345f87e83df15ec0d16"
[ -x "$folder/chromium" ] && exit 0
fail() {
  echo "NOT FETCHED: Chromium 83 ($1). The tests will not run in the oldest browser." >&2
  rm -rf "$folder"
  exit 0
}
command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 || fail "npm and node are needed"
echo "Fetching Chromium 83 for the tests (once)…"
mkdir -p "$folder" && cd "$folder" || fail "no folder"
npm pack --silent --ignore-scripts "$package" >/dev/null 2>&1 || fail "npm could not fetch $package"
tar xzf chrome-aws-lambda-*.tgz package/bin && rm -f chrome-aws-lambda-*.tgz || fail "the package cannot be unpacked"
node -e '
const fs = require("fs"), zlib = require("zlib");
const open = (name) => zlib.brotliDecompressSync(fs.readFileSync(`package/bin/${name}.br`));
fs.writeFileSync("chromium", open("chromium"), { mode: 0o755 });
fs.writeFileSync("swiftshader.tar", open("swiftshader.tar"));
' || fail "the package cannot be unpacked"
echo "$known  chromium" | sha256sum --check --status || fail "its checksum is another one"
tar xf swiftshader.tar && rm -rf package swiftshader.tar
