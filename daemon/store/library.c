/* The embedded pieces joined into one library. */
#include "store/library.h"

#include "store/internal/call.h"
#include "store/internal/functions_embedded.h"
#include "store/internal/versions.h"

enum { LIBRARY_BYTES_MAX = 1024 * 1024 };

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

	buf_init(&text, LIBRARY_BYTES_MAX);
	int err = join(&text);
	if (err == 0) {
		err = versions_settle(call_create(store, to, (call_done_fn)done, NULL),
			STORE_LIBRARY_VERSION, buf_view(&text));
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
