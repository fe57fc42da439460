#!/usr/bin/env bash
# Input: a JSON object on standard input. Output: a JSON object in the file $ACTORS_OUTPUT.
set -euo pipefail
input=$(tr -d '\n')

# The text value of a key of the input.
value() {
  sed -nE 's/.*"'"$1"'" *: *"(([^"\\]|\\.)*)".*/\1/p' <<<"$input"
}

name=$(value name)
volume=$(value volume)
addresses=$(value addresses)
gateway=$(value gateway)
ledger=$(value ledger)

if [[ -n $ledger ]]; then
  echo "${ACTORS_EVENT_TYPE:-deploy} app" >>"$ledger"
fi

if [[ ${ACTORS_EVENT_TYPE:-deploy} == destroy ]]; then
  echo "stopping $name"
  sleep 1
  echo '{}' >"$ACTORS_OUTPUT"
  exit 0
fi

echo "starting $name with the volume $volume"
IFS=, read -ra nodes <<<"$addresses"
for node in "${nodes[@]}"; do
  sleep 0.5
  echo "$name answers on $node"
done
printf '{"name": "%s", "url": "%s", "replicas": %s}\n' "$name" "$gateway" "${#nodes[@]}" >"$ACTORS_OUTPUT"
