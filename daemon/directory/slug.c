/* Letters that every keyboard has and no address escapes. */
#include "directory/slug.h"

#include <string.h>

enum { SLUG_MAX = 64 };

bool slug_is_right(const char *slug)
{
	size_t len = strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return len > 0 && len <= SLUG_MAX && slug[len] == '\0';
}
