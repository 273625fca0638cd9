/* The embedded pieces joined into one library, and the commands they call, found by reading
 * them. */
#include "store/library.h"

#include <stdio.h>
#include <string.h>

#include "store/internal/call.h"
#include "store/internal/functions_embedded.h"

enum { LIBRARY_BYTES_MAX = 1024 * 1024, COMMANDS_BYTES_MAX = 2048 };

static int join(struct buf *text)
{
	for (const struct store_function_source *source = store_function_sources; source->name != NULL;
		 source++) {
		int err = buf_text(text, source->text);
		if (err != 0) {
			return err;
		}
	}
	return 0;
}

int library_load(struct store *store, struct reply_to to, store_done_fn done)
{
	struct buf text;
	struct args args;
	int err;

	buf_init(&text, LIBRARY_BYTES_MAX);
	err = join(&text);
	if (err == 0) {
		args_init(&args);
		args_text(&args, "FUNCTION");
		args_text(&args, "LOAD");
		args_text(&args, "REPLACE");
		args_view(&args, buf_view(&text));
		err = call_send(call_create(store, to, (call_done_fn)done, call_on_plain), LINK_ROUTING,
			&args);
	}
	buf_finish(&text);
	return err;
}

void library_rewrite_file(struct store *store)
{
	struct args args;

	args_init(&args);
	args_text(&args, "BGREWRITEAOF");
	call_forget(store, LINK_ROUTING, &args);
}

/* Adds a word and a line's end, unless it is there. */
static void add_command(char *list, size_t size, const char *word, size_t length)
{
	char line[32];

	if (length + 2 > sizeof line) {
		return;
	}
	snprintf(line, sizeof line, "%.*s\n", (int)length, word);
	const char *at = strstr(list, line);
	while (at != NULL && at != list && at[-1] != '\n') {
		at = strstr(at + 1, line);
	}
	if (at == NULL && strlen(list) + strlen(line) < size) {
		memcpy(list + strlen(list), line, strlen(line) + 1);
	}
}

/* Every word in capitals between quotes that stands where a command stands: after redis.call( or
 * redis.pcall(, or as the argument that supply_each hands on to it. */
static void scan(char *list, size_t size, const char *text)
{
	static const char *const marks[] = {"redis.call('", "redis.pcall('", "supply_each(x, c, '"};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		for (const char *at = strstr(text, marks[i]); at != NULL; at = strstr(at, marks[i])) {
			at += strlen(marks[i]);
			add_command(list, size, at, strcspn(at, "'"));
		}
	}
}

const char *library_commands(void)
{
	static char list[COMMANDS_BYTES_MAX];

	if (list[0] == '\0') {
		for (const struct store_function_source *source = store_function_sources;
			 source->name != NULL; source++) {
			scan(list, sizeof list, source->text);
		}
	}
	return list;
}
