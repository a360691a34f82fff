#!/bin/bash
# Keeps the database's write-ahead log and its base backups in a folder, and brings them back: src/docs/production.md, Back up.
#   keep FOLDER PATH NAME     archive_command: one segment of the log
#   fetch FOLDER NAME PATH    restore_command
#   base FOLDER               a base backup, beside a server that works; prints its name
#   restore FOLDER BASE       lays a base backup into an empty PGDATA; the next start brings it up to date by the log
set -euo pipefail
folder=$2

# Nothing has its name before it is whole and on the disk.
whole() {
    sync "$1.part"
    mv "$1.part" "$1"
    sync "$(dirname "$1")"
}

case $1 in
keep)
    kept=$folder/log/$4.gz
    mkdir -p "$folder/log"
    if [[ -e $kept ]]; then
        # Kept before a crash that the server did not live to note; or another database's, which is not to be overwritten.
        gzip -cd "$kept" | cmp --silent - "$3" || { echo "$kept is of another database: move $folder away" >&2; exit 1; }
        exit 0
    fi
    gzip -c "$3" > "$kept.part"
    whole "$kept"
    ;;
fetch)
    [[ -e $folder/log/$3.gz ]] || exit 1
    gzip -cd "$folder/log/$3.gz" > "$4"
    ;;
base)
    name=$(date -u +%Y-%m-%dT%H%M%SZ)
    mkdir -p "$folder/base"
    pg_basebackup --username=postgres --format=tar --gzip --wal-method=fetch --checkpoint=fast \
        --pgdata="$folder/base/$name.part"
    whole "$folder/base/$name"
    echo "$name"
    ;;
restore)
    [[ -z $(ls -A "$PGDATA") ]] || { echo "$PGDATA is not empty: docker volume rm rabta_database" >&2; exit 1; }
    tar -xzf "$folder/base/$3/base.tar.gz" -C "$PGDATA"
    chmod 700 "$PGDATA"
    echo "restore_command = 'bash $(realpath "$0") fetch $folder %f %p'" >> "$PGDATA/postgresql.auto.conf"
    touch "$PGDATA/recovery.signal"
    ;;
*)
    echo "keep, fetch, base or restore" >&2
    exit 2
    ;;
esac
