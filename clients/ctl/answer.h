/* Answers made on this side, in the shape of the daemon's. */
#ifndef SAMTALE_CTL_ANSWER_H
#define SAMTALE_CTL_ANSWER_H

#include <jansson.h>

/* {"ok":false,"error":{...}}; the caller's. */
json_t *answer_failure(const char *code, const char *message, const char *hint);

/* {"ok":true,"data":data}; takes data, which may be NULL when there was no memory for it. */
json_t *answer_data(json_t *data);

#endif
