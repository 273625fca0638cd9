/* How the answer of `report` is shown: a published file as tables or as it is, or an agency's count. */
#ifndef SAMTALE_CTL_SHOW_REPORT_H
#define SAMTALE_CTL_SHOW_REPORT_H

#include <stdio.h>

#include <jansson.h>

void show_report(FILE *out, const json_t *data);

#endif
