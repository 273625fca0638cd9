/* The demo's own papers: root, shift signer, statements about all agencies, bundle. Nobody but the
 * demo makes keys by itself. */
#ifndef SAMTALE_PARENT_DEMO_SEAL_H
#define SAMTALE_PARENT_DEMO_SEAL_H

#include "conf/conf.h"

/* Makes what is missing in the folder `seal` of the state folder, and signs a new batch when an
 * agency that we know lacks a statement or has one for less than 30 days. Keys are made once.
 * ERR_SYSTEM, ERR_NOMEM, ERR_SYNTAX: the log says what is in the way. */
int demo_seal_make(const struct conf *conf) MUST_CHECK;

#endif
