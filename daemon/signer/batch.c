/* Batches as text, and their look-up by slug. */
#include "signer/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "base/map.h"

static const char first_line[] = "samtale statements 1\n";

enum { HEX_MAX = 2 * SEAL_STATEMENT_MAX };

struct batch {
	uint8_t *bytes; /* all statements, one behind the other */
	struct batch_entry *entries;
	size_t count;
	struct map *by_slug;
};

/* --- reading --- */

/* The next line without its end; false when there is none, or it has no end. */
static bool next_line(struct view *text, struct view *ret_line)
{
	const uint8_t *end = text->len > 0 ? memchr(text->data, '\n', text->len) : NULL;
	if (end == NULL) {
		return false;
	}
	*ret_line = (struct view){text->data, (size_t)(end - text->data)};
	text->data = end + 1;
	text->len -= ret_line->len + 1;
	return true;
}

static int add_line(struct batch *batch, struct view line, uint8_t *at)
{
	struct batch_entry *entry = &batch->entries[batch->count];
	size_t len = line.len / 2;
	if (line.len > HEX_MAX || ident_from_hex(line, at, len) != 0) {
		return ERR_SYNTAX;
	}
	entry->bytes = (struct view){at, len};
	if (seal_statement_read(entry->bytes, &entry->statement) != 0 ||
		view_copy(entry->statement.agency, entry->slug, sizeof entry->slug) != 0 ||
		entry->statement.serial != batch->entries[0].statement.serial ||
		batch_find(batch, entry->slug) != NULL) {
		return ERR_SYNTAX;
	}
	batch->count++;
	return map_put(batch->by_slug, entry->slug, strlen(entry->slug), entry);
}

static size_t lines_of(struct view text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++) {
		count += text.data[i] == '\n';
	}
	return count;
}

static int read_lines(struct batch *batch, struct view text)
{
	struct view line;
	uint8_t *at = batch->bytes;
	int err = 0;
	if (!next_line(&text, &line) || line.len != sizeof first_line - 2 ||
		memcmp(line.data, first_line, line.len) != 0) {
		return ERR_SYNTAX;
	}
	while (err == 0 && next_line(&text, &line)) {
		err = add_line(batch, line, at);
		at += line.len / 2;
	}
	return err == 0 && (text.len > 0 || batch->count == 0) ? ERR_SYNTAX : err;
}

int batch_read(struct view text, struct batch **ret_batch)
{
	struct batch *batch = calloc(1, sizeof *batch);
	if (batch == NULL) {
		return ERR_NOMEM;
	}
	batch->bytes = malloc(text.len / 2 + 1);
	batch->entries = calloc(lines_of(text) + 1, sizeof *batch->entries);
	batch->by_slug = map_create();
	bool room = batch->bytes != NULL && batch->entries != NULL && batch->by_slug != NULL;
	int err = room ? read_lines(batch, text) : ERR_NOMEM;
	if (err != 0) {
		batch_destroy(batch);
		return err;
	}
	*ret_batch = batch;
	return 0;
}

void batch_destroy(struct batch *batch)
{
	if (batch != NULL) {
		map_destroy(batch->by_slug);
		free(batch->entries);
		free(batch->bytes);
		free(batch);
	}
}

/* --- asking --- */

static bool is_by_a_root(const struct seal_statement *statement, const struct bundle *bundle)
{
	bool signed_by_one = false;
	for (uint8_t i = 0; !signed_by_one && i < bundle->root_count; i++) {
		signed_by_one = seal_statement_is_by(statement, bundle->roots[i]);
	}
	return signed_by_one;
}

const char *batch_problem(const struct batch *batch, const struct bundle *bundle)
{
	if (batch_serial(batch) < bundle->min_serial) {
		return "its serial is below min_serial of the bundle";
	}
	for (size_t i = 0; i < batch->count; i++) {
		if (!is_by_a_root(&batch->entries[i].statement, bundle)) {
			return "a statement is not signed by a root of the bundle";
		}
	}
	return NULL;
}

uint32_t batch_serial(const struct batch *batch)
{
	return batch->entries[0].statement.serial;
}

const struct batch_entry *batch_at(const struct batch *batch, size_t index)
{
	return index < batch->count ? &batch->entries[index] : NULL;
}

const struct batch_entry *batch_find(const struct batch *batch, const char *slug)
{
	return batch != NULL ? map_get(batch->by_slug, slug, strlen(slug)) : NULL;
}

bool batch_entry_holds(const struct batch_entry *entry, int64_t now_s)
{
	return entry->statement.not_before <= now_s && now_s < entry->statement.not_after;
}

/* --- making --- */

int batch_begin(struct buf *out)
{
	return buf_text(out, first_line);
}

int batch_add(struct buf *out, const struct batch_plan *plan, struct seal_statement agency)
{
	uint8_t bytes[SEAL_STATEMENT_MAX];
	char hex[HEX_MAX + 1];
	struct seal_writer writer = seal_writer_of(bytes, sizeof bytes);
	agency.serial = plan->serial;
	agency.not_before = plan->not_before;
	agency.not_after = plan->not_after;
	int err = seal_statement_make(&agency, plan->root, &writer);
	if (err == 0) {
		struct view made = seal_writer_written(&writer);
		ident_hex(made.data, made.len, hex);
		err = buf_printf(out, "%s\n", hex);
	}
	return err;
}
