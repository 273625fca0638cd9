/* Secrets that a browser keeps and shows again: bearers, tickets, invitations, marks of devices. Only for this floor. */
#ifndef SAMTALE_STAFF_SECRET_H
#define SAMTALE_STAFF_SECRET_H

#include "base/buf.h"
#include "base/err.h"
#include "base/ident.h"

/* A secret of 32 random bytes as hex, and the hash that is kept of it. */
void secret_make(char ret_hex[IDENT_TOKEN_HEX], uint8_t ret_hash[IDENT_HASH_LEN]);

/* The hash of a secret that somebody shows in hex. ERR_SYNTAX. */
int secret_hash(struct view hex, uint8_t ret_hash[IDENT_HASH_LEN]) MUST_CHECK;

#endif
