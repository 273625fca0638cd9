/* A handful of bodies beside their packed form. A body is found by its bytes, so what is remembered can never be out of
 * date, and comparing them costs a few microseconds where packing costs a thousand. */
#include "net/packer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "base/bucket.h"

enum {
	GZIP_WINDOW = 15 + 16, /* zlib's way to say: the largest window, and a header of gzip */
	MEMORY_LEVEL = 8,
};

struct kept {
	struct buf plain;
	struct buf packed;
	unsigned used; /* when, counted in calls; 0: empty */
};

struct packer {
	struct kept kept[PACKER_KEPT];
	unsigned calls;
	unsigned packed;
	struct bucket budget;
};

static const struct bucket_rate budget_rate = {PACKER_AT_ONCE, PACKER_A_SECOND};

struct packer *packer_create(void)
{
	struct packer *packer = calloc(1, sizeof *packer);
	for (unsigned i = 0; packer != NULL && i < PACKER_KEPT; i++) {
		buf_init(&packer->kept[i].plain, PACKER_BODY_MAX);
		buf_init(&packer->kept[i].packed, PACKER_BODY_MAX);
	}
	return packer;
}

static void forget(struct kept *kept)
{
	buf_finish(&kept->plain);
	buf_finish(&kept->packed);
	kept->used = 0;
}

void packer_destroy(struct packer *packer)
{
	for (unsigned i = 0; packer != NULL && i < PACKER_KEPT; i++) {
		forget(&packer->kept[i]);
	}
	free(packer);
}

/* Cuts the next part off a list, up to the separator and without blanks around it. */
static struct view cut_part(struct view *list, char separator)
{
	const uint8_t *end = list->len > 0 ? memchr(list->data, separator, list->len) : NULL;
	size_t len = end != NULL ? (size_t)(end - list->data) : list->len;
	struct view part = {list->data, len};
	size_t passed = end != NULL ? len + 1 : len;
	*list = (struct view){list->data + passed, list->len - passed};
	while (part.len > 0 && (part.data[0] == ' ' || part.data[0] == '\t')) {
		part = (struct view){part.data + 1, part.len - 1};
	}
	while (part.len > 0 && (part.data[part.len - 1] == ' ' || part.data[part.len - 1] == '\t')) {
		part.len--;
	}
	return part;
}

static bool is_word(struct view view, const char *word)
{
	return view.len == strlen(word) && strncasecmp((const char *)view.data, word, view.len) == 0;
}

/* "q=0", "q=0.000": anything else, malformed or not, is a weight. */
static bool is_refused(struct view parameters)
{
	while (parameters.len > 0) {
		struct view one = cut_part(&parameters, ';');
		if (one.len >= 3 && strncasecmp((const char *)one.data, "q=0", 3) == 0) {
			size_t i = 3;
			while (i < one.len && (one.data[i] == '.' || one.data[i] == '0')) {
				i++;
			}
			return i == one.len;
		}
	}
	return false;
}

bool packer_is_welcome(struct view accept_encoding)
{
	bool by_star = false;
	while (accept_encoding.len > 0) {
		struct view parameters = cut_part(&accept_encoding, ',');
		struct view name = cut_part(&parameters, ';');
		if (is_word(name, "gzip") || is_word(name, "x-gzip")) {
			return !is_refused(parameters);
		}
		by_star = by_star || (is_word(name, "*") && !is_refused(parameters));
	}
	return by_star;
}

/* Packs into an empty buffer. */
static int deflate_whole(struct view body, struct buf *out)
{
	z_stream stream = {0};
	if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
			Z_DEFAULT_STRATEGY) != Z_OK) {
		return ERR_NOMEM;
	}
	/* Room for what is worth it and no more: zlib stops when it is used up. */
	uint8_t *room = NULL;
	int err = buf_reserve(out, body.len, &room);
	if (err == 0) {
		stream.next_in = (z_const Bytef *)body.data;
		stream.avail_in = (uInt)body.len;
		stream.next_out = room;
		stream.avail_out = (uInt)body.len;
		err = deflate(&stream, Z_FINISH) == Z_STREAM_END ? 0 : ERR_RANGE;
		out->len = err == 0 ? stream.total_out : 0;
	}
	deflateEnd(&stream);
	return err;
}

/* The one with these bytes, else the one that was not used for longest. */
static struct kept *find(struct packer *packer, struct view body)
{
	struct kept *oldest = &packer->kept[0];
	for (unsigned i = 0; i < PACKER_KEPT; i++) {
		struct kept *kept = &packer->kept[i];
		if (kept->used != 0 && view_equal(buf_view(&kept->plain), body)) {
			return kept;
		}
		oldest = kept->used < oldest->used ? kept : oldest;
	}
	return oldest;
}

/* In place of what was there. */
static int pack_into(struct kept *kept, struct view body)
{
	forget(kept);
	int err = buf_append(&kept->plain, body.data, body.len);
	err = err != 0 ? err : deflate_whole(body, &kept->packed);
	if (err != 0) {
		forget(kept);
	}
	return err;
}

int packer_pack(struct packer *packer, uint64_t now_ms, struct view body, struct view *ret_packed)
{
	if (body.len < PACKER_BODY_MIN || body.len > PACKER_BODY_MAX) {
		return ERR_RANGE;
	}
	struct kept *kept = find(packer, body);
	if (kept->used == 0 || !view_equal(buf_view(&kept->plain), body)) {
		if (!bucket_take(&packer->budget, &budget_rate, now_ms)) {
			return ERR_FULL;
		}
		int err = pack_into(kept, body);
		if (err != 0) {
			return err;
		}
		packer->packed++;
	}
	kept->used = ++packer->calls;
	*ret_packed = buf_view(&kept->packed);
	return 0;
}

unsigned packer_count(const struct packer *packer)
{
	return packer->packed;
}
