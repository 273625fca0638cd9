/* From a frame to bytes, by its row in the table and straight into the caller's buffer. Integers
 * take their shortest form, so the same frame always gives the same bytes. */
#include "protocol/frame.h"

#include <assert.h>
#include <stddef.h>

#include <msgpack.h>

#include "base/utf8.h"

/* Where msgpack-c writes to. The first error stays; everything after it is dropped. */
struct sink {
	struct buf *out;
	int err;
};

static int write_cb(void *data, const char *bytes, size_t len)
{
	struct sink *sink = data;

	if (sink->err == 0) {
		sink->err = buf_append(sink->out, bytes, len);
	}
	return sink->err;
}

static void pack_text(msgpack_packer *packer, const struct view *text, uint64_t bound)
{
	assert(text->len <= bound && utf8_is_plain(*text));
	(void)bound;
	(void)msgpack_pack_str(packer, text->len);
	(void)msgpack_pack_str_body(packer, text->data, text->len);
}

static void pack_bytes(msgpack_packer *packer, const struct view *bytes, uint64_t least,
	uint64_t most)
{
	assert(bytes->len >= least && bytes->len <= most);
	(void)least;
	(void)most;
	(void)msgpack_pack_bin(packer, bytes->len);
	(void)msgpack_pack_bin_body(packer, bytes->data, bytes->len);
}

static void pack_uint(msgpack_packer *packer, uint64_t number, uint64_t bound)
{
	assert(number <= bound);
	(void)bound;
	(void)msgpack_pack_uint64(packer, number);
}

static void pack_texts(msgpack_packer *packer, const struct frame_texts *list, uint64_t bound,
	uint64_t item_bound)
{
	assert(list->count <= bound);
	(void)bound;
	(void)msgpack_pack_array(packer, list->count);
	for (uint32_t i = 0; i < list->count; i++) {
		pack_text(packer, &list->item[i], item_bound);
	}
}

static void pack_ids(msgpack_packer *packer, const struct frame_texts *list, uint64_t bound)
{
	assert(list->count <= bound);
	(void)bound;
	(void)msgpack_pack_array(packer, list->count);
	for (uint32_t i = 0; i < list->count; i++) {
		pack_bytes(packer, &list->item[i], 16, 16);
	}
}

static void pack_uints(msgpack_packer *packer, const struct frame_uints *list, uint64_t bound)
{
	assert(list->count <= bound);
	(void)bound;
	(void)msgpack_pack_array(packer, list->count);
	for (uint32_t i = 0; i < list->count; i++) {
		pack_uint(packer, list->item[i], LIMIT_NUMBER);
	}
}

static void pack_field(msgpack_packer *packer, const struct frame_field *field, const void *at)
{
	switch (field->type) {
	case FIELD_UINT: pack_uint(packer, *(const uint64_t *)at, field->bound); return;
	case FIELD_TEXT: pack_text(packer, at, field->bound); return;
	case FIELD_BYTES: pack_bytes(packer, at, 0, field->bound); return;
	case FIELD_ID16:
	case FIELD_ID32: pack_bytes(packer, at, field->bound, field->bound); return;
	case FIELD_TEXTS: pack_texts(packer, at, field->bound, LIMIT_WORD); return;
	case FIELD_LINES: pack_texts(packer, at, field->bound, LIMIT_LINE); return;
	case FIELD_UINTS: pack_uints(packer, at, field->bound); return;
	case FIELD_IDS: pack_ids(packer, at, field->bound); return;
	case FIELD_TYPE_COUNT: break;
	}
	assert(!"a type of field that is not in the table");
}

int frame_encode(const struct frame *frame, struct buf *out)
{
	const struct frame_info *info = frame_info(frame->type);
	const uint8_t *fields = (const uint8_t *)frame + offsetof(struct frame, hello);
	const size_t before = out->len;
	struct sink sink = {out, 0};
	msgpack_packer packer;

	assert(info != NULL);
	msgpack_packer_init(&packer, &sink, write_cb);
	(void)msgpack_pack_array(&packer, info->field_count + 1u);
	(void)msgpack_pack_uint64(&packer, frame->type);
	for (uint8_t i = 0; i < info->field_count; i++) {
		pack_field(&packer, &info->fields[i], fields + info->fields[i].at);
	}
	if (sink.err < 0) {
		out->len = before;
	}
	return sink.err;
}
