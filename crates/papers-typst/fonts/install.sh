#!/usr/bin/env bash
# Fills crates/papers-typst/fonts/installed, which git ignores and the binary embeds, with the type faces of
# printed papers: Arimo, which has the widths of Arial, and Noto Sans for Arabic and Bengali script.
# Safe to repeat: does nothing when the lock file did not change. Needs Node 18 or newer with npm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if [ -f installed/.locked ] && cmp -s package-lock.json installed/.locked; then
  exit 0
fi
printf 'fonts: fetching the type faces of printed papers\n' >&2
npm ci --ignore-scripts --omit=optional --omit=peer --no-audit --no-fund --loglevel=error
rm -rf installed
mkdir installed
for face in arimo:400Regular arimo:400Regular_Italic arimo:700Bold noto-sans-arabic:400Regular noto-sans-arabic:700Bold \
  noto-sans-bengali:400Regular noto-sans-bengali:700Bold; do
  family=${face%%:*}
  cp "node_modules/@expo-google-fonts/$family/${face##*:}/"*.ttf installed/
  cp "node_modules/@expo-google-fonts/$family/LICENSE_FONT" "installed/$family-licence.txt"
done
cp package-lock.json installed/.locked
printf 'fonts: ready in crates/papers-typst/fonts/installed\n' >&2
