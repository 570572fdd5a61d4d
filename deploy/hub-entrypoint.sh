#!/bin/sh
# Reads each setting VARIABLE that is given as VARIABLE_FILE, so that secrets stay out of the environment of the
# container's definition, then runs a command of the hub.
set -eu
for variable in HUB_DATABASE_URL HUB_SECRET HUB_METRICS_TOKEN HUB_MAIL_PASSWORD; do
  eval "file=\${${variable}_FILE:-}"
  [ -n "$file" ] || continue
  [ -r "$file" ] || { echo "${variable}_FILE: cannot be read" >&2; exit 78; }
  unset "${variable}_FILE"
  # An empty file stands for a setting that is left out: Compose has no other way to leave a secret out.
  value=$(cat "$file")
  [ -z "$value" ] || export "$variable=$value"
done
exec node /hub/main.js "$@"
