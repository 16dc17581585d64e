#!/usr/bin/env bash
# What a pull request changes, as files for the workflow that may comment.
set -euo pipefail
mkdir -p report
echo "$NUMBER" > report/number
pages=()
if [ -n "${PREVIEWS:-}" ]; then pages=(--pages "${PREVIEWS%/}/pr-$NUMBER/"); fi
.venv/bin/kb diff "$BASE" --format markdown --files "$FILES" "${pages[@]}" > report/diff.md
.venv/bin/kb diff "$BASE" --format classes > report/classes
