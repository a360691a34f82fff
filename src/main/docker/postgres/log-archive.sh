#!/bin/bash
# Keeps the database's write-ahead log and its base backups in a folder, and brings them back: src/docs/production.md, Back up.
#   keep FOLDER PATH NAME     archive_command: one segment of the log
#   fetch FOLDER NAME PATH    restore_command
#   base FOLDER               a base backup, beside a server that works; prints its name
#   restore FOLDER BASE       lays a base backup into an empty PGDATA; the next start brings it up to date by the log
set -euo pipefail
folder=$2
# Made by hand, once, on the storage: where that is not mounted they are missing, and nothing goes to this machine's disk.
log=$folder/log
bases=$folder/base

failed() {
    echo "$2" >&2
    exit "$1"
}

mounted() {
    [[ -d $log && -d $bases ]] || failed "$1" "$folder has no folders log and base: is its storage mounted?"
}

# Nothing has its name before it is whole and on the disk.
whole() {
    sync "$1.part"
    mv "$1.part" "$1"
    sync "$(dirname "$1")"
}

case $1 in
keep)
    mounted 1
    kept=$log/$4.gz
    if [[ -e $kept ]]; then
        # Kept before a crash that the server did not live to note; or another database's, which is not to be overwritten.
        gzip -cd "$kept" | cmp --silent - "$3" ||
            failed 1 "$kept is not $3, or cannot be read: if of another database, move what is in $log and $bases away"
        sync "$kept" "$log"
        exit 0
    fi
    gzip -c "$3" > "$kept.part"
    whole "$kept"
    ;;
fetch)
    # PostgreSQL takes what is up to 125 for the end of the log, and works on from there; at 255 it stops.
    mounted 255
    kept=$log/$3.gz
    if [[ ! -e $kept ]]; then
        found=$(find "$log" -maxdepth 1 -name "$3.gz") && [[ -z $found ]] || failed 255 "$log cannot be read"
        exit 1
    fi
    gzip -cd "$kept" > "$4" || failed 255 "$kept cannot be unpacked"
    ;;
base)
    mounted 1
    name=$(date -u +%Y-%m-%dT%H%M%SZ)
    # Without a log of its own: what it needs is in the archive, which is waited for.
    pg_basebackup --username=postgres --format=tar --gzip --wal-method=none --checkpoint=fast \
        --pgdata="$bases/$name.part"
    whole "$bases/$name"
    echo "$name"
    ;;
restore)
    mounted 1
    [[ -z $(ls -A "$PGDATA") ]] || failed 1 "$PGDATA is not empty: docker volume rm rabta_database"
    tar -xzf "$bases/$3/base.tar.gz" -C "$PGDATA"
    chmod 700 "$PGDATA"
    echo "restore_command = 'bash $(realpath "$0") fetch $folder %f %p'" >> "$PGDATA/postgresql.auto.conf"
    touch "$PGDATA/recovery.signal"
    ;;
*)
    failed 2 "keep, fetch, base or restore"
    ;;
esac
