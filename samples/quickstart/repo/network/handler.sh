#!/usr/bin/env bash
# Input: a JSON object on standard input. Output: a JSON object in the file $ACTORS_OUTPUT.
set -euo pipefail
input=$(tr -d '\n')

# The text value of a key of the input.
value() {
  sed -nE 's/.*"'"$1"'" *: *"(([^"\\]|\\.)*)".*/\1/p' <<<"$input"
}

cidr=$(value cidr)
ledger=$(value ledger)

if [[ -n $ledger ]]; then
  echo "${ACTORS_EVENT_TYPE:-deploy} network" >>"$ledger"
fi

if [[ ${ACTORS_EVENT_TYPE:-deploy} == destroy ]]; then
  echo "giving $cidr back"
  sleep 1
  echo '{}' >"$ACTORS_OUTPUT"
  exit 0
fi

prefix=${cidr%.*.*}
echo "splitting $cidr into subnets"
for subnet in 1 2; do
  sleep 1
  echo "subnet $prefix.$subnet.0/24 is ready"
done
printf '{"cidr": "%s", "gateway": "%s.0.1", "storage_subnet": "%s.1.0/24", "compute_subnet": "%s.2.0/24"}\n' \
  "$cidr" "$prefix" "$prefix" "$prefix" >"$ACTORS_OUTPUT"
