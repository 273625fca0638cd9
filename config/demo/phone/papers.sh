#!/bin/bash
# papers.sh FOLDER ADDRESS: makes FOLDER/{ca,server,server.key}.pem, an authority of this machine's own and a certificate for
# ADDRESS which it has signed, unless those that are there still hold for a day. The key of the authority is never
# written to a file: once this has ended nobody can sign anything else that the phone would trust.
set -euo pipefail

readonly FOLDER=$1 ADDRESS=$2
readonly DAYS=30 SECONDS_LEFT=86400

still_hold() {
	openssl x509 -in "$FOLDER/server.pem" -noout -checkend $SECONDS_LEFT >/dev/null 2>&1 &&
		openssl x509 -in "$FOLDER/server.pem" -noout -checkip "$ADDRESS" 2>/dev/null |
		grep -q 'does match'
}

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256; }

make() {
	local ca_key
	ca_key=$(new_key)
	(umask 077 && new_key >"$FOLDER/server.key.pem")
	openssl req -x509 -new -key <(printf '%s\n' "$ca_key") -days $DAYS -subj "/CN=Samtale demo on $ADDRESS" \
		-addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign' \
		-out "$FOLDER/ca.pem"
	openssl req -new -key "$FOLDER/server.key.pem" -subj "/CN=$ADDRESS" \
		-addext "subjectAltName=IP:$ADDRESS" -addext 'extendedKeyUsage=serverAuth' |
		openssl x509 -req -CA "$FOLDER/ca.pem" -CAkey <(printf '%s\n' "$ca_key") \
			-set_serial "0x$(openssl rand -hex 16)" -copy_extensions copy -days $DAYS \
			-out "$FOLDER/server.pem"
}

mkdir -p "$FOLDER"
still_hold || make
