/* The ops of the vectors, by name. Each reads op->in, sets op->verdict and fills op->out. */
#ifndef SAMTALE_TESTS_SEAL_OPS_H
#define SAMTALE_TESTS_SEAL_OPS_H

#include "seal/op.h"

/* Runs the op of this name; false when there is none. */
bool ops_run(const char *name, struct op *op);

/* The names, ended by NULL. */
const char *const *ops_names(void);

/* Who is who: statement, certificate, request, digits. */
void op_statement(struct op *op);
void op_certificate(struct op *op);
void op_request(struct op *op);
void op_check_request(struct op *op);
void op_digits(struct op *op);

/* The handshake. */
void op_offer(struct op *op);
void op_check_offer(struct op *op);
void op_answer(struct op *op);
void op_check_answer(struct op *op);
void op_check_colleague(struct op *op);
void op_link(struct op *op);

/* Epochs. */
void op_grant(struct op *op);
void op_open_grant(struct op *op);
void op_own_grant(struct op *op);
void op_confirm(struct op *op);
void op_check_confirm(struct op *op);

/* Texts. */
void op_say(struct op *op);
void op_open_say(struct op *op);
void op_note(struct op *op);
void op_open_note(struct op *op);
void op_sequence(struct op *op);

/* The epoch of an object with room, epoch, grant_hash, ek and seats. */
struct seal_epoch;
void op_epoch_of(struct op *op, const json_t *object, struct seal_epoch *ret_epoch);

#endif
