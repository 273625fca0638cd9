/* What the simulator found, as tables for people. */
#ifndef SAMTALE_CTL_SHOW_SIMULATE_H
#define SAMTALE_CTL_SHOW_SIMULATE_H

#include <stdio.h>

#include <jansson.h>

/* Writes the data of verb_simulate's answer. */
void show_simulate(FILE *out, const json_t *data);

#endif
