/* What a worker counts: where, and how late its loop is. */
#ifndef SAMTALE_APP_COUNT_H
#define SAMTALE_APP_COUNT_H

#include <stdint.h>

/* Counts in the file that the parent reads. */
void app_count_begin(int metrics_fd);

/* A beat has come; the next one is due in beat_ms. */
void app_count_lag(uint64_t now_ms, uint64_t beat_ms);

#endif
