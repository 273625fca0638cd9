/* Answers for people: tables and short lines on standard output. */
#ifndef SAMTALE_CTL_SHOW_H
#define SAMTALE_CTL_SHOW_H

#include <stdio.h>

#include <jansson.h>

/* Writes the data of a verb's answer. */
void show_data(FILE *out, const char *verb, json_t *data);

/* Writes an agency's fields and its canned replies as the file that `agency import` reads. */
void show_agency(FILE *out, const json_t *fields, const json_t *replies);

#endif
