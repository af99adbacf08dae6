# Removes from node_modules what nothing reads at run time: a compiler that came along as a peer, types, maps.
set -e
rm -rf node_modules/typescript
find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' -o -name '*.md' \) -delete
