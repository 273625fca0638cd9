/* A token bucket in one number (the generic cell rate algorithm, ITU-T I.371): each token taken
 * moves the moment at which the bucket would be full by what one token costs; a bucket that is too
 * far from full is empty. */
#include "base/bucket.h"

bool bucket_take(struct bucket *bucket, const struct bucket_rate *rate, uint64_t now_ms)
{
	const uint64_t per_second = rate->per_second > 0 ? rate->per_second : 1;
	const uint64_t token_ms = (1000 + per_second - 1) / per_second;
	const uint64_t size_ms = token_ms * (rate->size > 0 ? rate->size : 1);
	const uint64_t full_at_ms = bucket->full_at_ms > now_ms ? bucket->full_at_ms : now_ms;

	if (full_at_ms - now_ms + token_ms > size_ms) {
		return false;
	}
	bucket->full_at_ms = full_at_ms + token_ms;
	return true;
}
