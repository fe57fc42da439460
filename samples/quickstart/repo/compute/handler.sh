#!/usr/bin/env bash
# Input: a JSON object on standard input. Output: a JSON object in the file $ACTORS_OUTPUT.
set -euo pipefail
input=$(tr -d '\n')

# The text value of a key of the input.
value() {
  sed -nE 's/.*"'"$1"'" *: *"(([^"\\]|\\.)*)".*/\1/p' <<<"$input"
}

subnet=$(value subnet)
nodes=$(value nodes)
ledger=$(value ledger)

if [[ -n $ledger ]]; then
  echo "${ACTORS_EVENT_TYPE:-deploy} compute" >>"$ledger"
fi

if [[ ${ACTORS_EVENT_TYPE:-deploy} == destroy ]]; then
  echo "stopping $nodes nodes"
  sleep 1
  echo '{}' >"$ACTORS_OUTPUT"
  exit 0
fi

addresses=
for ((node = 1; node <= nodes; node++)); do
  sleep 0.6
  address=${subnet%.*}.$((10 + node))
  echo "node $node of $nodes is up at $address"
  addresses+=${addresses:+,}$address
done
printf '{"nodes": %s, "addresses": "%s"}\n' "$nodes" "$addresses" >"$ACTORS_OUTPUT"
