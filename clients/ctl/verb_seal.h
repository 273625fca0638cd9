/* `samtalectl seal ...`: the papers of the seal, made offline. docs/operations.md tells who does
 * which step where. */
#ifndef SAMTALE_CTL_VERB_SEAL_H
#define SAMTALE_CTL_VERB_SEAL_H

#include <jansson.h>

/* Each takes what args_parse made of the options; the answer is the caller's. */

/* Makes a key: of a root, or of the shift signer. The file is never written over. */
json_t *verb_seal_key(const json_t *args);

/* Signs statements about all agencies of a list. */
json_t *verb_seal_statements(const json_t *args);

/* Writes the bundle that pages trust. */
json_t *verb_seal_bundle(const json_t *args);

#endif
