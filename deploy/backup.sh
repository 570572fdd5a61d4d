#!/bin/sh
# Dumps the hub's database into a folder: whole or not at all. Which one: PGHOST, PGDATABASE, PGUSER, PGPASSFILE.
set -eu
folder=${1:?folder of the backups}
keep_days=${BACKUP_DAYS:-14}
name="hub-$(date -u +%Y-%m-%dT%H%M%SZ).dump"
umask 077
rm -f "$folder"/*.part
pg_dump --format=custom --no-password --file="$folder/$name.part"
# A dump that cannot be listed is none.
pg_restore --list "$folder/$name.part" >/dev/null
sync "$folder/$name.part"
mv "$folder/$name.part" "$folder/$name"
sync "$folder"
find "$folder" -maxdepth 1 -name 'hub-*.dump' -mtime "+$keep_days" -delete
