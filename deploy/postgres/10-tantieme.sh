#!/bin/sh
# Run by the PostgreSQL image when its volume is empty: the owner's role and its database, named by its address.
# The other roles, the schemas and the rights are `tantieme migrer`'s work.
set -eu
adresse=$(cat "$BASE_TANTIEME_FILE")
identite=${adresse#*://}
identite=${identite%%@*}
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname=postgres \
    --set=role="${identite%%:*}" --set=mot_de_passe="${identite#*:}" --set=base="${adresse##*/}" <<'SQL'
SELECT format('CREATE ROLE %I', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
ALTER ROLE :"role" LOGIN CREATEROLE PASSWORD :'mot_de_passe';
CREATE DATABASE :"base" OWNER :"role";
REVOKE ALL ON DATABASE :"base" FROM PUBLIC;
SQL
