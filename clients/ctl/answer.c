/* The two shapes that docs/operations.md promises. */
#include "answer.h"

json_t *answer_failure(const char *code, const char *message, const char *hint)
{
	return json_pack("{s:b,s:{s:s,s:s,s:s}}", "ok", 0, "error", "code", code, "message", message,
		"hint", hint);
}

json_t *answer_data(json_t *data)
{
	return data ? json_pack("{s:b,s:o}", "ok", 1, "data", data)
				: answer_failure("memory", "no memory", "");
}
