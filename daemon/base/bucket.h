/* A token bucket: so many at once, so many a second afterwards. */
#ifndef SAMTALE_BASE_BUCKET_H
#define SAMTALE_BASE_BUCKET_H

#include <stdbool.h>
#include <stdint.h>

struct bucket {
	uint64_t full_at_ms; /* when it would be full again if nothing more were taken */
};

/* What a kind of bucket holds, shared by all of its kind. */
struct bucket_rate {
	uint32_t size;       /* tokens when full, at least 1 */
	uint32_t per_second; /* tokens that come back each second, 1 to 1,000 */
};

/* Takes one token; false when there is none. A zeroed bucket is full. */
bool bucket_take(struct bucket *bucket, const struct bucket_rate *rate, uint64_t now_ms);

#endif
