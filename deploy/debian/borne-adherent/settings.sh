#!/bin/sh
# The beginning of preinst and postinst: what the installation was given. Each name is looked for in the environment,
# then in install.conf, lines NAME=value that are read and never run:
#   BORNE_CONFIG_FILE      configuration to install; may hold @HUB_URL@ and @ENROLMENT_CODE@
#   BORNE_HUB_URL          address of head office
#   BORNE_ENROLMENT_CODE   code of this kiosk
#   BORNE_AUTOSTART        yes or no; default: yes once there is a configuration
# A configuration that is there already is never changed.
set -eu

CONFIG=/etc/borne-adherent/config.json
SEED=/etc/borne-adherent/install.conf
DATA=/var/lib/borne-adherent
ACCOUNT=borne
SESSION=borne-adherent-session.service
UPDATER='borne-adherent-updater.timer borne-adherent-recover.service'

refuse() {
  echo "borne-adherent: $*" >&2
  exit 1
}

given() {
  eval "value=\${$1:-}"
  if [ -z "$value" ] && [ -f "$SEED" ]; then
    value=$(sed -n "s/^$1=//p" "$SEED" | tail -n 1 | tr -d '\r')
  fi
  printf '%s' "$value"
}

config_file=$(given BORNE_CONFIG_FILE)
hub_url=$(given BORNE_HUB_URL)
enrolment_code=$(given BORNE_ENROLMENT_CODE)
autostart=$(given BORNE_AUTOSTART)
