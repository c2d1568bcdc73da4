#!/usr/bin/env bash
# Fills crates/web/assets, which git ignores and the binary embeds:
#   public/     the style sheet, the scripts and the mark, each with a gzip and a brotli copy; served under /assets
#   templates/  the published Jinja port of GOV.UK Frontend
#   fixtures/   the official GOV.UK fixtures, read by a test and never embedded
# Safe to repeat: does nothing when no source changed, and rebuilds only the style sheet when only that did.
# Needs Node 18 or newer with npm, and Python 3 with pip.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
assets="$here/../assets"
charts="$here/../../charts/css/charts.css"
cd "$here"

say() { printf 'assets: %s\n' "$*" >&2; }
refuse() { say "$*"; exit 1; }
digest() { node -e 'const c=require("crypto").createHash("sha256");process.stdin.on("data",d=>c.update(d)).on("end",()=>console.log(c.digest("hex")))'; }

for tool in node npm python3; do
  command -v "$tool" > /dev/null || refuse "$tool is not installed; it is needed to fetch the published style sheet and templates"
done

sources=$(find . -type f -not -path './node_modules/*' -not -path './packages/*' | sort)
# shellcheck disable=SC2086
state=$(cat $sources "$charts" | digest)
if [ -f "$assets/.state" ] && [ "$(cat "$assets/.state")" = "$state" ]; then
  exit 0
fi

# The two published packages, pinned by hash in package-lock.json and requirements.txt.
locked=$(cat package-lock.json requirements.txt | digest)
if [ ! -f packages/.locked ] || [ "$(cat packages/.locked)" != "$locked" ] || [ ! -d node_modules/govuk-frontend ]; then
  say "fetching GOV.UK Frontend and its Jinja templates"
  npm ci --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error
  rm -rf packages
  mkdir -p packages/wheel packages/port
  python3 -m pip download --quiet --no-deps --only-binary :all: --require-hashes -r requirements.txt -d packages/wheel
  python3 -m zipfile -e packages/wheel/*.whl packages/port
  printf '%s\n' "$locked" > packages/.locked
fi

govuk=node_modules/govuk-frontend/dist/govuk
made=$(mktemp -d "$here/../.assets-XXXXXX")
trap 'rm -rf "$made"' EXIT
mkdir -p "$made/public" "$made/templates" "$made/fixtures" packages/charts

say "building the style sheet"
cp "$charts" packages/charts/charts.css
node node_modules/sass/sass.js --no-source-map --style=compressed --quiet-deps \
  --load-path=node_modules --load-path=packages/charts commonweal.scss "$made/public/commonweal.css"

# GDS Transport and the crown may be used on gov.uk services only.
for forbidden in 'GDS Transport' '@font-face' crest crown 'url(http' 'url(//'; do
  if grep -qiF -- "$forbidden" "$made/public/commonweal.css"; then
    refuse "the style sheet mentions \"$forbidden\", which a site outside gov.uk may not serve"
  fi
done

cp "$govuk/govuk-frontend.min.js" commonweal.js images/mark.svg "$made/public/"
sed -i.bak 's,//# sourceMappingURL=.*,,' "$made/public/govuk-frontend.min.js"
rm "$made/public/govuk-frontend.min.js.bak"
node compress.mjs "$made/public"
cp -r packages/port/govuk_frontend_jinja/templates "$made/templates/govuk_frontend_jinja"
for fixtures in "$govuk"/components/*/fixtures.json; do
  cp "$fixtures" "$made/fixtures/$(basename "$(dirname "$fixtures")").json"
done
printf '%s\n' "$state" > "$made/.state"

chmod 755 "$made"
rm -rf "$assets"
mv "$made" "$assets"
trap - EXIT
say "ready in crates/web/assets"
