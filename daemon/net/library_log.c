#include "net/library_log.h"

#include <string.h>

#include <libwebsockets.h>

#include "base/clock.h"
#include "base/log.h"

static void emit(int level, const char *line)
{
	static uint64_t second;
	static unsigned lines;
	uint64_t now = clock_mono_ms() / 1000;
	if (now != second) {
		second = now;
		lines = 0;
	}
	if (lines++ < LIBRARY_LOG_LINES_A_SECOND) {
		log_debug("library level=%d %.*s", level, (int)strcspn(line, "\n"), line);
	}
}

void library_log_start(void)
{
	lws_set_log_level(LLL_ERR | LLL_WARN, emit);
}
