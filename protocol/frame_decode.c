/* From bytes to a frame: a look by frame_check, unpacking by msgpack-c, then each field against its
 * row. All fields are checked before the first is stored, so a refused message leaves the caller's
 * frame as it was. */
#include "protocol/frame.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include <msgpack.h>

#include "base/utf8.h"
#include "protocol/frame_check.h"

/* What msgpack-c unpacks into, kept from message to message. One thread decodes: the loop's. */
static msgpack_zone *zone;

/* Enough for the objects of any frame with full lists, so that the zone keeps to its first chunk.
 * */
enum { ZONE_BYTES = 8192 };

static struct view text_of(const msgpack_object *object)
{
	return (struct view){(const uint8_t *)object->via.str.ptr, object->via.str.size};
}

static struct view bytes_of(const msgpack_object *object)
{
	return (struct view){(const uint8_t *)object->via.bin.ptr, object->via.bin.size};
}

static enum field_fault check_uint(const msgpack_object *object, uint64_t bound)
{
	if (object->type != MSGPACK_OBJECT_POSITIVE_INTEGER) {
		return FIELD_WRONG_TYPE;
	}
	return object->via.u64 > bound ? FIELD_OUT_OF_BOUNDS : FIELD_FINE;
}

static enum field_fault check_text(const msgpack_object *object, uint64_t bound)
{
	if (object->type != MSGPACK_OBJECT_STR) {
		return FIELD_WRONG_TYPE;
	}
	const struct view text = text_of(object);
	if (text.len > bound) {
		return FIELD_TOO_LONG;
	}
	if (!utf8_is_valid(text)) {
		return FIELD_NOT_UTF8;
	}
	return utf8_is_plain(text) ? FIELD_FINE : FIELD_CONTROL;
}

static enum field_fault check_bytes(const msgpack_object *object, uint64_t bound)
{
	if (object->type != MSGPACK_OBJECT_BIN) {
		return FIELD_WRONG_TYPE;
	}
	return object->via.bin.size > bound ? FIELD_TOO_LONG : FIELD_FINE;
}

static enum field_fault check_id(const msgpack_object *object, uint64_t bound)
{
	if (object->type != MSGPACK_OBJECT_BIN) {
		return FIELD_WRONG_TYPE;
	}
	return object->via.bin.size != bound ? FIELD_WRONG_LENGTH : FIELD_FINE;
}

typedef enum field_fault (*check_function)(const msgpack_object *object, uint64_t bound);

/* How a field of a type is checked; for lists, how an item is, and by which bound. */
static const struct {
	check_function check;
	uint64_t item_bound; /* 0: no list */
} checks[FIELD_TYPE_COUNT] = {
	[FIELD_UINT] = {check_uint, 0},
	[FIELD_TEXT] = {check_text, 0},
	[FIELD_BYTES] = {check_bytes, 0},
	[FIELD_ID16] = {check_id, 0},
	[FIELD_ID32] = {check_id, 0},
	[FIELD_TEXTS] = {check_text, LIMIT_WORD},
	[FIELD_LINES] = {check_text, LIMIT_LINE},
	[FIELD_UINTS] = {check_uint, LIMIT_NUMBER},
	[FIELD_IDS] = {check_id, 16},
};

static enum field_fault check_list(const struct frame_field *field, const msgpack_object *object)
{
	if (object->type != MSGPACK_OBJECT_ARRAY) {
		return FIELD_WRONG_TYPE;
	}
	if (object->via.array.size > field->bound) {
		return FIELD_TOO_LONG;
	}
	enum field_fault fault = FIELD_FINE;
	for (uint32_t i = 0; i < object->via.array.size && fault == FIELD_FINE; i++) {
		fault =
			checks[field->type].check(&object->via.array.ptr[i], checks[field->type].item_bound);
	}
	return fault;
}

static enum field_fault check_field(const struct frame_field *field, const msgpack_object *object)
{
	if (checks[field->type].item_bound > 0) {
		return check_list(field, object);
	}
	return checks[field->type].check(object, field->bound);
}

static void store_texts(const msgpack_object_array *list, bool is_text, struct frame_texts *out)
{
	out->count = list->size;
	for (uint32_t i = 0; i < list->size; i++) {
		out->item[i] = is_text ? text_of(&list->ptr[i]) : bytes_of(&list->ptr[i]);
	}
}

static void store_uints(const msgpack_object_array *list, struct frame_uints *out)
{
	out->count = list->size;
	for (uint32_t i = 0; i < list->size; i++) {
		out->item[i] = list->ptr[i].via.u64;
	}
}

/* Writes a checked field to its place in the frame's struct. */
static void store_field(const struct frame_field *field, const msgpack_object *object, void *at)
{
	switch (field->type) {
	case FIELD_UINT: *(uint64_t *)at = object->via.u64; return;
	case FIELD_TEXT: *(struct view *)at = text_of(object); return;
	case FIELD_BYTES:
	case FIELD_ID16:
	case FIELD_ID32: *(struct view *)at = bytes_of(object); return;
	case FIELD_TEXTS:
	case FIELD_LINES: store_texts(&object->via.array, true, at); return;
	case FIELD_IDS: store_texts(&object->via.array, false, at); return;
	case FIELD_UINTS: store_uints(&object->via.array, at); return;
	case FIELD_TYPE_COUNT: break;
	}
	assert(!"a type of field that is not in the table");
}

/* Unpacks a message that frame_check let through. The objects live until the next call. */
static int unpack(struct view message, msgpack_object *ret_object)
{
	size_t at = 0;

	if (zone == NULL) {
		zone = msgpack_zone_new(ZONE_BYTES);
		if (zone == NULL) {
			return ERR_NOMEM;
		}
	}
	msgpack_zone_clear(zone);
	const msgpack_unpack_return result =
		msgpack_unpack((const char *)message.data, message.len, &at, zone, ret_object);
	if (result == MSGPACK_UNPACK_NOMEM_ERROR) {
		return ERR_NOMEM;
	}
	return result == MSGPACK_UNPACK_SUCCESS && at == message.len ? 0 : ERR_SYNTAX;
}

/* The row of the frame that the array announces, or NULL and why not. */
static const struct frame_info *find_frame(const msgpack_object_array *array,
	enum direction direction, const char **ret_why)
{
	if (array->size == 0) {
		*ret_why = "no frame number";
		return NULL;
	}
	if (array->ptr[0].type != MSGPACK_OBJECT_POSITIVE_INTEGER) {
		*ret_why = "wrong type of frame number";
		return NULL;
	}
	const struct frame_info *info = frame_info(array->ptr[0].via.u64);
	if (info == NULL) {
		*ret_why = "unknown frame";
		return NULL;
	}
	if (info->direction != direction) {
		*ret_why = "wrong direction";
		return NULL;
	}
	if (array->size != info->field_count + 1u) {
		*ret_why = "wrong number of fields";
		return NULL;
	}
	return info;
}

/* The code that goes with a fault: malformed, or well formed and outside a bound. */
static int fault_code(enum field_fault fault)
{
	return fault == FIELD_OUT_OF_BOUNDS || fault == FIELD_TOO_LONG || fault == FIELD_WRONG_LENGTH
		? ERR_RANGE
		: ERR_SYNTAX;
}

int frame_decode(struct view message, enum direction direction, struct frame *ret_frame,
	const char **ret_why)
{
	msgpack_object object;
	const char *why = frame_check(message);

	if (why != NULL) {
		*ret_why = why;
		return message.len > LIMIT_FRAME_STAFF ? ERR_RANGE : ERR_SYNTAX;
	}
	const int err = unpack(message, &object);
	if (err < 0) {
		*ret_why = err == ERR_NOMEM ? "no memory" : "cannot be unpacked";
		return err;
	}
	const msgpack_object_array *array = &object.via.array;
	const struct frame_info *info = find_frame(array, direction, ret_why);
	if (info == NULL) {
		return ERR_SYNTAX;
	}
	for (uint8_t i = 0; i < info->field_count; i++) {
		const enum field_fault fault = check_field(&info->fields[i], &array->ptr[i + 1]);
		if (fault != FIELD_FINE) {
			*ret_why = info->fields[i].why[fault];
			return fault_code(fault);
		}
	}
	ret_frame->type = (enum frame_type)array->ptr[0].via.u64;
	uint8_t *fields = (uint8_t *)ret_frame + offsetof(struct frame, hello);
	for (uint8_t i = 0; i < info->field_count; i++) {
		store_field(&info->fields[i], &array->ptr[i + 1], fields + info->fields[i].at);
	}
	return 0;
}
