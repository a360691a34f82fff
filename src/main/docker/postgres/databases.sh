#!/bin/bash
# Runs once, when the data directory is empty: a database and a user of its own for the hub and for Keycloak.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
    --set rabta_password="$RABTA_DB_PASSWORD" --set keycloak_password="$KEYCLOAK_DB_PASSWORD" <<'SQL'
CREATE ROLE rabta LOGIN PASSWORD :'rabta_password';
CREATE DATABASE rabta OWNER rabta;
REVOKE CONNECT ON DATABASE rabta FROM PUBLIC;
CREATE ROLE keycloak LOGIN PASSWORD :'keycloak_password';
CREATE DATABASE keycloak OWNER keycloak;
REVOKE CONNECT ON DATABASE keycloak FROM PUBLIC;
SQL
