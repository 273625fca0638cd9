/* What a Redis says of itself: INFO's lines of name:value. */
#ifndef SAMTALE_STORE_INTERNAL_INFO_H
#define SAMTALE_STORE_INTERNAL_INFO_H

#include <stddef.h>

#include "store/internal/args.h"

/* The command that asks for the process and its place in replication. */
void info_args(struct args *args);

/* Copies a value; a longer one is cut. ERR_GONE: there is no such line. */
int info_field(const char *info, const char *name, char *out, size_t size) MUST_CHECK;

#endif
