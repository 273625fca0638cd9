/* The readers of daemon/signer: the first byte chooses one, the rest is what it reads. A reader must
 * refuse, or give something that writes to what reads the same. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "signer/batch.h"
#include "signer/bundle.h"
#include "signer/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BUNDLE_MAX = 4096 };

static void must(bool holds)
{
	if (!holds) {
		abort();
	}
}

static void read_batch(struct view bytes)
{
	struct batch *batch = NULL;
	const struct batch_entry *entry;
	if (batch_read(bytes, &batch) != 0) {
		return;
	}
	must(batch_at(batch, 0) != NULL);
	for (size_t i = 0; (entry = batch_at(batch, i)) != NULL; i++) {
		must(batch_find(batch, entry->slug) == entry);
		must(entry->statement.serial == batch_serial(batch));
	}
	batch_destroy(batch);
}

static void read_bundle(struct view bytes)
{
	struct bundle bundle, again;
	struct buf text;
	if (bundle_read(bytes, &bundle) != 0) {
		return;
	}
	buf_init(&text, BUNDLE_MAX);
	must(bundle_write(&bundle, &text) == 0);
	must(bundle_read(buf_view(&text), &again) == 0);
	must(again.root_count == bundle.root_count && again.min_serial == bundle.min_serial);
	buf_finish(&text);
}

static void read_question(struct view bytes)
{
	uint8_t written[MESSAGE_MAX];
	struct seal_writer writer = seal_writer_of(written, sizeof written);
	struct signer_question question;
	uint64_t number;
	if (bytes.len > MESSAGE_MAX || message_read_question(bytes, &number, &question) != 0) {
		return;
	}
	must(message_write_question(&writer, number, &question) == 0);
	must(view_equal(seal_writer_written(&writer), bytes));
}

static void read_answer(struct view bytes)
{
	uint8_t written[MESSAGE_MAX];
	struct seal_writer writer = seal_writer_of(written, sizeof written);
	struct signer_answer answer;
	uint64_t number;
	if (bytes.len > MESSAGE_MAX || message_read_answer(bytes, &number, &answer) != 0) {
		return;
	}
	must(message_write_answer(&writer, number, &answer) == 0);
	must(view_equal(seal_writer_written(&writer), bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const readers[])(struct view bytes) = {
		read_batch,
		read_bundle,
		read_question,
		read_answer,
	};
	if (size > 0 && data[0] < sizeof readers / sizeof readers[0]) {
		readers[data[0]]((struct view){data + 1, size - 1});
	}
	return 0;
}
