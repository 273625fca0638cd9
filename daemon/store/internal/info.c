/* INFO is a text; a field begins its line. */
#include "store/internal/info.h"

#include <stdio.h>
#include <string.h>

void info_args(struct args *args)
{
	args_init(args);
	args_text(args, "INFO");
	args_text(args, "server");
	args_text(args, "replication");
}

int info_field(const char *info, const char *name, char *out, size_t size)
{
	size_t length = strlen(name);

	for (const char *end; *info != '\0'; info = *end == '\0' ? end : end + 1) {
		end = info + strcspn(info, "\n");
		if (strncmp(info, name, length) == 0 && info[length] == ':') {
			const char *value = info + length + 1;
			snprintf(out, size, "%.*s", (int)strcspn(value, "\r\n"), value);
			return 0;
		}
	}
	return ERR_GONE;
}
