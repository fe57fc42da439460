#!/usr/bin/env bash
# Input: a JSON object on standard input. Output: a JSON object in the file $ACTORS_OUTPUT.
set -euo pipefail
input=$(tr -d '\n')

# The text value of a key of the input.
value() {
  sed -nE 's/.*"'"$1"'" *: *"(([^"\\]|\\.)*)".*/\1/p' <<<"$input"
}

subnet=$(value subnet)
size_mb=$(value size_mb)
ledger=$(value ledger)

if [[ -n $ledger ]]; then
  echo "${ACTORS_EVENT_TYPE:-deploy} storage" >>"$ledger"
fi

if [[ ${ACTORS_EVENT_TYPE:-deploy} == destroy ]]; then
  echo "removing the volume of $size_mb MB"
  sleep 1
  echo '{}' >"$ACTORS_OUTPUT"
  exit 0
fi

echo "writing a volume of $size_mb MB in $subnet"
head -c "$((size_mb * 1024 * 1024))" /dev/zero >volume.img
checksum=$(sha256sum volume.img)
rm volume.img
sleep 2
echo "volume is ready, checksum ${checksum:0:12}"
printf '{"volume": "%s:/volume-%s", "size_mb": %s, "checksum": "%s"}\n' \
  "${subnet%.*}.10" "${checksum:0:8}" "$size_mb" "${checksum%% *}" >"$ACTORS_OUTPUT"
