#!/usr/bin/env bash
# Puts the pages of a pull request into the checkout of the repository that shows previews, and pushes it.
set -euo pipefail
number=$(head -c 20 report/number)
[[ "$number" =~ ^[0-9]+$ ]] || { echo "no number of a pull request"; exit 1; }
rm -rf "previews/pr-$number"
cp -R preview "previews/pr-$number"
find "previews/pr-$number" -type l -delete
touch previews/.nojekyll
cd previews
git add -A
git -c user.name=previews -c user.email=previews@users.noreply.github.com commit -qm "Preview $number" || exit 0
git push -q
