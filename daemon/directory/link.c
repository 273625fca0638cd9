/* One rule for whatever leads away from our pages. */
#include "directory/link.h"

#include <ctype.h>
#include <string.h>

enum { LINK_MAX = 300 };

bool link_is_right(const char *link)
{
	static const char scheme[] = "https://";
	const size_t begin = sizeof(scheme) - 1;
	size_t len = strlen(link);
	bool right = len > begin && len <= LINK_MAX && strncmp(link, scheme, begin) == 0;
	for (size_t i = 0; right && i < len; i++) {
		right = isgraph((unsigned char)link[i]) && !strchr("\"'<>\\`{}", link[i]);
	}
	return right;
}
