#!/usr/bin/env bash
# Posts the report of a pull request and asks those who must look. Everything in the report may come from a stranger.
set -euo pipefail
report=${REPORT:-report}
number=$(head -c 20 "$report/number")
[[ "$number" =~ ^[0-9]+$ ]] || { echo "no number of a pull request"; exit 1; }
now=$(gh pr view "$number" --json headRefOid --jq .headRefOid)
[ "$now" = "$HEAD" ] || { echo "the pull request has changed since"; exit 0; }

# An invisible character behind each @ keeps a stranger's words from calling for people.
head -c 64000 "$report/diff.md" | iconv -c -f utf-8 -t utf-8 | sed $'s/@/@\u200b/g' > "$report/comment.md"
gh pr comment "$number" --edit-last --create-if-none --body-file "$report/comment.md"

declare -A reviewers=([safety]="${REVIEWERS_SAFETY:-}" [law]="${REVIEWERS_LAW:-}")
for class in safety law fact wording typo; do
  if grep -qx "$class" "$report/classes"; then
    gh label create "review: $class" --force --color ededed
    gh pr edit "$number" --add-label "review: $class"
    if [ -n "${reviewers[$class]:-}" ]; then gh pr edit "$number" --add-reviewer "${reviewers[$class]}" || true; fi
  else
    gh pr edit "$number" --remove-label "review: $class" || true
  fi
done
