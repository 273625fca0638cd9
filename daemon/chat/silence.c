/* A ring, linked both ways: whoever is heard of moves to its end. */
#include "chat/silence.h"

#include <stddef.h>

void silence_init(struct silence *silence)
{
	silence->ends.before = silence->ends.after = &silence->ends;
}

void silence_add(struct silence *silence, struct silent *silent, uint64_t now_ms)
{
	silent->heard_ms = now_ms;
	silent->after = &silence->ends;
	silent->before = silence->ends.before;
	silent->before->after = silent;
	silence->ends.before = silent;
}

void silence_remove(struct silent *silent)
{
	silent->before->after = silent->after;
	silent->after->before = silent->before;
}

void silence_heard(struct silence *silence, struct silent *silent, uint64_t now_ms)
{
	silence_remove(silent);
	silence_add(silence, silent, now_ms);
}

struct silent *silence_longest(const struct silence *silence, uint64_t span_ms, uint64_t now_ms)
{
	struct silent *first = silence->ends.after;
	return first != &silence->ends && now_ms - first->heard_ms >= span_ms ? first : NULL;
}
