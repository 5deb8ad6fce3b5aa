#!/bin/sh
# Makes the secrets of docker-compose.yml that are missing, and leaves those that exist: sh deploy/secrets.sh [DOSSIER]
#
# The folder is closed to others (0700); the files in it can be read by all (0444), because each container mounts its
# own files alone and reads them as a user that does not exist on the host.
set -eu
dossier=${1:-$(dirname "$0")/secrets}
mkdir -p "$dossier"
chmod 0700 "$dossier"

hasard() {
    head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'
}

# garder NOM VALEUR: write a secret, unless it is already there.
garder() {
    [ -e "$dossier/$1" ] || { printf '%s\n' "$2" > "$dossier/$1"; chmod 0444 "$dossier/$1"; }
}

garder cle_secrete "$(hasard)$(hasard)"
garder smtp_url ""
garder mot_de_passe_postgres "$(hasard)"

# One PostgreSQL role per program: its password for `migrer`, its address for the program.
for programme in tantieme votes appels_fonds charges relais ordonnanceur; do
    garder "mot_de_passe_$programme" "$(hasard)"
    role=tantieme_$programme
    [ "$programme" != tantieme ] || role=tantieme
    garder "base_$programme" "postgresql://$role:$(cat "$dossier/mot_de_passe_$programme")@postgres:5432/tantieme"
done

garder broker_url "amqp://tantieme:$(hasard)@rabbitmq:5672/"
mot_de_passe=$(sed 's|.*://[^:]*:\([^@]*\)@.*|\1|' "$dossier/broker_url")
garder rabbitmq.conf "default_user = tantieme
default_pass = $mot_de_passe"

# The keys by which the services sign what they ask each other: the private one is known by its service alone.
for service in votes appels_fonds charges; do
    garder "$service.pem" "$(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256)"
    garder "$service.pub.pem" "$(openssl pkey -in "$dossier/$service.pem" -pubout)"
done
echo "Secrets prêts dans $dossier"
