#!/usr/bin/env bash
# Puts the pages of a pull request into the checkout of the repository that shows previews, and pushes it. The pages and the
# number may come from a stranger: without a look at the number, one could replace what reviewers see of another's change.
set -euo pipefail
number=$(head -c 20 report/number)
[[ "$number" =~ ^[0-9]+$ ]] || { echo "no number of a pull request"; exit 1; }
now=$(gh pr view "$number" --json headRefOid --jq .headRefOid)
[ "$now" = "$HEAD" ] || { echo "the pull request has changed since"; exit 0; }
rm -rf "previews/pr-$number"
cp -R preview "previews/pr-$number"
find "previews/pr-$number" -type l -delete
touch previews/.nojekyll
cd previews
git add -A
git -c user.name=previews -c user.email=previews@users.noreply.github.com commit -qm "Preview $number" || exit 0
git push -q
